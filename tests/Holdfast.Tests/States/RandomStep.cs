using System.Globalization;
using System.Text.Json.Nodes;
using Holdfast.Documents.Patches;
using Holdfast.Errors;

namespace Holdfast.Tests.States;

/// <summary>One random commit, for a state and for the naive model.</summary>
/// <param name="OnModel">Does it, and says whether it can be done; what it did is void when it says no.</param>
/// <param name="OnState">Does it, and throws when it cannot be done.</param>
/// <param name="IsCommit">Whether it makes a commit when it can be done.</param>
internal sealed record RandomStep(Func<JsonNode, bool> OnModel, Action<State> OnState, bool IsCommit = true)
{
    private static readonly string[] Names = ["a", "b", "c", "0", "1", ""];

    public static RandomStep Next(Random random) => random.Next(8) switch
    {
        0 => Remove(PathOf(random)),
        1 => Add(PathOf(random), random.Next(-50, 50)),
        2 => Append(PathOf(random), JsonOf(random, depth: 2)),
        3 => PatchOf(random),
        4 => Atomic(random),
        _ => Set(PathOf(random), JsonOf(random, depth: 2)),
    };

    private static RandomStep Set(string[] path, string json) => new(
        root => NaiveState.Set(root, path, JsonNode.Parse(json)),
        state => state.Set(ToPointer(path), Value.Parse(json)));

    private static RandomStep Remove(string[] path) => new(
        root => NaiveState.Remove(root, path),
        state => Demand(state.Remove(ToPointer(path))));

    private static RandomStep Add(string[] path, long amount) => new(
        root => NaiveState.Add(root, path, amount),
        state => state.Add(ToPointer(path), amount));

    private static RandomStep Append(string[] path, string json) => new(
        root => NaiveState.Append(root, path, JsonNode.Parse(json)),
        state => state.Append(ToPointer(path), Value.Parse(json)));

    /// <summary>
    /// A patch of a few operations; when one is malformed or not possible, none is done. One that only tests, or
    /// moves something to where it is, makes no commit.
    /// </summary>
    private static RandomStep PatchOf(Random random)
    {
        (Func<JsonNode, bool> OnModel, string Json, bool IsChange)[] operations =
            [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => PatchOperationOf(random))];
        string patch = $"[{string.Join(',', operations.Select(operation => operation.Json))}]";
        return new RandomStep(
            root => Array.TrueForAll(operations, operation => operation.OnModel(root)),
            state => state.Apply(Patch.Parse(patch)),
            operations.Any(operation => operation.IsChange));
    }

    private static (Func<JsonNode, bool> OnModel, string Json, bool IsChange) PatchOperationOf(Random random)
    {
        (string[] path, string[] from, string json) = (PathOf(random), PathOf(random), JsonOf(random, depth: 1));
        (string at, string source) = (ToPointer(path).ToString(), ToPointer(from).ToString());
        return random.Next(6) switch
        {
            0 => (root => NaivePatch.Replace(root, path, JsonNode.Parse(json)),
                $$"""{"op":"replace","path":"{{at}}","value":{{json}}}""", true),
            1 => (root => NaiveState.Remove(root, path), $$"""{"op":"remove","path":"{{at}}"}""", true),
            2 => (root => NaivePatch.Move(root, from, path),
                $$"""{"op":"move","from":"{{source}}","path":"{{at}}"}""", at != source),
            3 => (root => NaivePatch.Copy(root, from, path),
                $$"""{"op":"copy","from":"{{source}}","path":"{{at}}"}""", true),
            4 => (root => NaivePatch.Test(root, path, JsonNode.Parse(json)),
                $$"""{"op":"test","path":"{{at}}","value":{{json}}}""", false),
            _ => (root => NaivePatch.Add(root, path, JsonNode.Parse(json)),
                $$"""{"op":"add","path":"{{at}}","value":{{json}}}""", true),
        };
    }

    /// <summary>A function of several changes, of which some throw at their end.</summary>
    private static RandomStep Atomic(Random random)
    {
        (string[] first, string[] second, string[] third) = (PathOf(random), PathOf(random), PathOf(random));
        (string json, long amount, bool throws) = (JsonOf(random, depth: 1), random.Next(9), random.Next(4) == 0);
        return new RandomStep(
            root => NaiveState.Set(root, first, JsonNode.Parse(json))
                && (NaiveState.Remove(root, second) || true)
                && NaiveState.Add(root, third, amount)
                && !throws,
            state => state.Atomic(transaction =>
            {
                transaction.Set(ToPointer(first), Value.Parse(json));
                transaction.Remove(ToPointer(second));
                transaction.Add(ToPointer(third), amount);
                Demand(!throws);
            }));
    }

    private static void Demand(bool isDone)
    {
        if (!isDone)
        {
            throw new PathNotFoundException(ErrorCode.PathNotFound, "Nothing was there.");
        }
    }

    private static string[] PathOf(Random random) =>
        [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Names[random.Next(Names.Length)])];

    private static StatePath ToPointer(string[] path) =>
        path.Aggregate(StatePath.Root, (parent, name) => parent / name);

    private static string JsonOf(Random random, int depth) => random.Next(depth == 0 ? 4 : 6) switch
    {
        0 => "null",
        1 => "true",
        2 => random.Next(-1000, 1000).ToString(CultureInfo.InvariantCulture),
        3 => $"\"text {random.Next(10)}\"",
        4 => $"[{string.Join(',', Enumerable.Range(0, random.Next(4)).Select(_ => JsonOf(random, depth - 1)))}]",
        _ => $"{{\"a\":{JsonOf(random, depth - 1)},\"b\":{JsonOf(random, depth - 1)}}}",
    };
}
