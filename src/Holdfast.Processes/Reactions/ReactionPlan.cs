using System.Diagnostics.CodeAnalysis;
using Holdfast.Processes.Calls;
using Holdfast.Processes.Wire;

namespace Holdfast.Processes.Reactions;

/// <summary>All that the process of a reaction has to know.</summary>
/// <param name="Condition">What it waits for; without the predicate, which is a function too.</param>
/// <param name="Options">What counts; without those of the process.</param>
/// <param name="From">The first revision that counts, so that nothing is missed while the process starts.</param>
/// <param name="Predicate">The predicate; null: none.</param>
/// <param name="Handler">What is called; the argument of its first parameter that is not supplied is left out.</param>
[RequiresUnreferencedCode(FunctionReference.Reflection)]
[RequiresDynamicCode(FunctionReference.Reflection)]
internal sealed record ReactionPlan(
    ReactionCondition Condition, ReactionOptions Options, long From, Call? Predicate, Call Handler)
{
    public byte[] ToBytes()
    {
        using MemoryStream stream = new();
        using BinaryWriter writer = new(stream);
        writer.Write((byte)Condition.Kind);
        writer.Write(Condition.Paths.Count);
        foreach (StatePath path in Condition.Paths) writer.Write(path.ToString());
        writer.Write(Condition.Value.ToString());
        writer.Write(Options.IsLive);
        writer.Write(Options.ExcludesPaths);
        writer.Write(Options.IncludesEqual);
        writer.Write(Options.ExcludesOwn ?? true);
        writer.Write(Options.Timeout?.Ticks ?? -1);
        writer.Write(From);
        writer.Write(Predicate is not null);
        Predicate?.Write(writer);
        Handler.Write(writer);
        writer.Flush();
        return stream.ToArray();
    }

    public static ReactionPlan FromBytes(byte[] bytes)
    {
        MessageReader reader = new(bytes);
        var kind = (ReactionKind)reader.ReadByte();
        StatePath[] paths = new StatePath[reader.ReadInt32()];
        for (int index = 0; index < paths.Length; index++) paths[index] = reader.ReadText();
        ReactionCondition condition = new(kind, paths, Value.Parse(reader.ReadText()));
        ReactionOptions options = new()
        {
            IsLive = reader.ReadBoolean(),
            ExcludesPaths = reader.ReadBoolean(),
            IncludesEqual = reader.ReadBoolean(),
            ExcludesOwn = reader.ReadBoolean(),
            Timeout = reader.ReadInt64() is >= 0 and var ticks ? new TimeSpan(ticks) : null,
        };
        long from = reader.ReadInt64();
        Call? predicate = reader.ReadBoolean() ? Call.Read(reader) : null;
        return new ReactionPlan(condition, options, from, predicate, Call.Read(reader));
    }
}
