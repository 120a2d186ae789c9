using Holdfast.Commits;
using Holdfast.Documents;

namespace Holdfast.Tests.Commits;

/// <summary>
/// Makes operations and commits of a seed: few paths and values, so that they meet often; arrays and objects take each
/// other's place.
/// </summary>
internal sealed class RandomCommits(Random random)
{
    private static readonly string[] Tops = ["a", "o", "p"];
    private static readonly string[] Names = ["x", "y", "0", "1", "2", "-"];

    private static readonly string[] Values =
    [
        "1", "2", "\"t\"", "null", "[]", "[1,2]", "[5,5,5]", "{}", """{"x":1}""", """{"x":{"y":3},"0":[1]}""",
        """[{"x":1},{"x":2}]""", """[{"x":7},{"x":8},{"x":9}]""", "[[1,2],[3,4]]", """{"y":[{"x":1},{"x":1}]}""",
    ];

    public Document Document { get; private set; } = Document.Empty;

    public long Revision { get; private set; }

    public Random Random => random;

    public StatePath NextPath() => Enumerable.Range(0, random.Next(3)).Aggregate(
        StatePath.Root / Pick(Tops), (path, _) => path / Pick(Names));

    public Value NextValue() => Value.Parse(Pick(Values));

    public Operation NextOperation() => random.Next(10) switch
    {
        0 => new(OperationKind.Add, NextPath(), 1),
        1 => new(OperationKind.Append, NextPath(), NextValue()),
        2 => new(OperationKind.Remove, NextPath(), default),
        3 => new(OperationKind.Insert, NextPath(), NextValue()),
        4 => new(OperationKind.Replace, NextPath(), NextValue()),
        5 => new(OperationKind.Move, NextPath(), default, NextPath()),
        6 => new(OperationKind.Copy, NextPath(), default, NextPath()),
        _ => new(OperationKind.Set, NextPath(), NextValue()),
    };

    public Operation[] NextOperations(int most) =>
        [.. Enumerable.Range(0, random.Next(1, most + 1)).Select(_ => NextOperation())];

    /// <summary>Tries some commits; gives those that could be made.</summary>
    public List<Commit> Commit(int count, int mostOperations = 1) =>
        [.. Enumerable.Range(0, count).Select(_ => TryCommit(NextOperations(mostOperations))).OfType<Commit>()];

    public static Proposal Propose(Operation[] operations, Read[] reads, long baseRevision) => new()
    {
        BaseRevision = baseRevision,
        Reads = reads,
        Operations = operations,
        Writer = default,
        Author = "test",
        TimeMicroseconds = 1,
    };

    public static string Show(Operation operation) => operation.Kind switch
    {
        OperationKind.Move or OperationKind.Copy => $"{operation.Kind} {operation.From} to {operation.Path}",
        OperationKind.Remove => $"{operation.Kind} {operation.Path}",
        _ => $"{operation.Kind} {operation.Path} {operation.Value}",
    };

    private Commit? TryCommit(Operation[] operations)
    {
        Document before = Document;
        Decision decision = Rules.Apply(before, Propose(operations, [], 0), Revision + 1);
        if (!decision.MakesCommit) return null;

        Document = decision.Document;
        var origin = new CommitOrigin(++Revision, Revision - 1, 1, default, "test", null);
        return new Commit(origin, decision.Changes, before, Document);
    }

    private string Pick(string[] from) => from[random.Next(from.Length)];
}
