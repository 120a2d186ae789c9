using Holdfast.Cli.Execution;
using Holdfast.Cli.Output;

namespace Holdfast.Cli.Commands;

/// <summary>What a mutation answers.</summary>
/// <param name="Revision">The commit.</param>
/// <param name="Value">What stands there now, where the answer says it.</param>
/// <param name="PrintsValue">Whether people get the value, and not the revision.</param>
internal readonly record struct Receipt(Revision Revision, Value? Value = null, bool PrintsValue = false)
{
    public void Print(Session session)
    {
        if (session.IsJson)
        {
            session.Answers.BeginObject()
                .Number("revision"u8, Revision.Number)
                .ValueIfAny("value"u8, Value)
                .EndLine();
        }
        else if (PrintsValue)
        {
            session.Answers.Line(Value ?? Holdfast.Value.Null);
        }
        else if (session.IsTalkative)
        {
            session.Answers.Line($"revision {Revision}");
        }
    }
}
