using Holdfast.Cli.Execution;
using Holdfast.Cli.Output;
using Holdfast.Cli.Parsing;

namespace Holdfast.Cli.Commands;

/// <summary>
/// A command that makes one commit: it can be tried first, its durability chosen, and it answers a revision.
/// </summary>
internal abstract class MutationCommand : Command
{
    private static readonly OptionSyntax DryRun = new(
        "--dry-run", "Prints the JSON Patch it would commit, commits nothing.");

    private static readonly OptionSyntax Durable = new(
        "--durability", "What the commit survives: the process, or a power failure.")
    {
        ValueName = "process|disk",
        Choices = ["process", "disk"],
    };

    /// <summary>The options of the command and those of every mutation.</summary>
    protected static OptionSyntax[] WithCommon(params OptionSyntax[] own) => [.. own, DryRun, Durable];

    /// <summary>Makes the work of a mutation.</summary>
    /// <param name="arguments">Where the common options are.</param>
    /// <param name="function">What it does, also when it is only tried.</param>
    /// <param name="commit">How it is committed, where that is not as an atomic function.</param>
    protected static Work ToWork(
        Arguments arguments, Action<Transaction> function, Func<State, CommitOptions, Receipt>? commit = null) =>
        ToWork(arguments, _ => function, commit);

    /// <summary>Makes the work of a mutation that looks at the state's history first.</summary>
    protected static Work ToWork(
        Arguments arguments,
        Func<State, Action<Transaction>> plan,
        Func<State, CommitOptions, Receipt>? commit = null)
    {
        bool isTrial = arguments.Has(DryRun);
        Durability? durability = arguments.Text(Durable) switch
        {
            "process" => Durability.Process,
            "disk" => Durability.Disk,
            _ => null,
        };
        commit ??= (state, options) => new Receipt(state.Atomic(plan(state), options));
        return session =>
        {
            if (isTrial) session.Answers.Line(session.View.Preview(plan(session.View)).ToValue());
            else Print(session, commit(session.State, session.ToCommitOptions(durability)));
            return ExitStatus.Done;
        };
    }

    private static void Print(Session session, Receipt receipt)
    {
        if (session.IsJson)
        {
            session.Answers.BeginObject()
                .Number("revision"u8, receipt.Revision.Number)
                .ValueIfAny("value"u8, receipt.Value)
                .EndLine();
        }
        else if (receipt.PrintsValue)
        {
            session.Answers.Line(receipt.Value ?? Value.Null);
        }
        else if (session.IsTalkative)
        {
            session.Answers.Line($"revision {receipt.Revision}");
        }
    }
}
