using Holdfast.Documents.Patches;
using Holdfast.Errors;

namespace Holdfast.Proof.Tests.Checkpoints;

/// <summary>Commits of every kind, at random; what the state refuses is left out.</summary>
internal static class RandomCommits
{
    private static readonly string[] Names = ["a", "b", "c", "list", "0", "1", ""];

    public static void Do(State state, Random random)
    {
        try
        {
            Step(state, random);
        }
        catch (Exception refused) when (refused is IHoldfastError)
        {
            // A random step is often impossible; what counts is what was committed.
        }
    }

    public static StatePath PathOf(Random random) => Enumerable.Range(0, random.Next(1, 4))
        .Aggregate(StatePath.Root, (parent, _) => parent / Names[random.Next(Names.Length)]);

    private static void Step(State state, Random random)
    {
        (StatePath path, StatePath other) = (PathOf(random), PathOf(random));
        long newest = state.Revision.Number;
        switch (random.Next(12))
        {
            case 0:
                state.Remove(path);
                break;
            case 1:
                state.Add(path, random.Next(5));
                break;
            case 2:
                state.Append(StatePath.Root / "list", random.Next(9));
                break;
            case 3:
                state.Apply(Patch.Parse($$"""[{"op":"move","from":"{{other}}","path":"{{path}}"}]"""));
                break;
            case 4:
                state.Apply(Patch.Parse($$"""[{"op":"copy","from":"{{other}}","path":"{{path}}"}]"""));
                break;
            case 5:
                state.Apply(Patch.Parse("""[{"op":"add","path":"/list/0","value":{"a":[1,2]}}]"""));
                break;
            case 6 when newest > 0 && random.Next(4) == 0:
                state.Rollback(new Revision(random.NextInt64(newest)));
                break;
            case 7 when newest > 0:
                state.Revert(new Revision(newest));
                break;
            case 8:
                state.Set(path, state.TryGet(path, out Value same) ? same : 1);
                break;
            default:
                state.Set(path, Value.Parse(JsonOf(random, depth: 2)));
                break;
        }
    }

    private static string JsonOf(Random random, int depth) => random.Next(depth == 0 ? 3 : 5) switch
    {
        0 => "null",
        1 => $"{random.Next(10)}",
        2 => $"\"text {random.Next(10)}\"",
        3 => $"[{JsonOf(random, depth - 1)},{JsonOf(random, depth - 1)}]",
        _ => $$"""{"a":{{JsonOf(random, depth - 1)}},"b":{{JsonOf(random, depth - 1)}}}""",
    };
}
