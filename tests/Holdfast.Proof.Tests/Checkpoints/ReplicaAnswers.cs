using Holdfast.Commits;
using Holdfast.Documents;
using Holdfast.Replicas;

namespace Holdfast.Proof.Tests.Checkpoints;

/// <summary>All that can be asked of a replica, answered line by line.</summary>
internal static class ReplicaAnswers
{
    private const int PastRevisions = 20;
    private const int Proposals = 300;

    public static List<string> Of(State state, int seed)
    {
        Replica replica = state.Find()!;
        Tip tip = replica.Read();
        var random = new Random(seed);
        List<string> answers =
            [$"revision {tip.Revision}", $"time {tip.TimeMicroseconds}", tip.Document.Root.ToString()];
        List<StatePath> paths = [.. PathsOf(StatePath.Root, tip.Document.Root)];
        paths.AddRange(Enumerable.Range(0, 50).Select(_ => RandomCommits.PathOf(random)));
        answers.AddRange(paths.Select(path => Stamps(tip.Document, path)));
        answers.AddRange(paths.Select(path => $"blame {path}: {state.Blame(path)?.Revision}"));
        answers.AddRange(state.History().Select(Describe));
        AddPast(replica, tip, random, answers);
        AddDecisions(tip, paths, random, answers);
        return answers;
    }

    private static void AddPast(Replica replica, Tip tip, Random random, List<string> answers)
    {
        for (int index = 0; index < PastRevisions; index++)
        {
            Tip past = new HistoryReader(replica).At(random.NextInt64(tip.Revision + 1));
            answers.Add($"at {past.Revision}: {past.Document.Root}");
            answers.AddRange(PathsOf(StatePath.Root, past.Document.Root).Select(path => Stamps(past.Document, path)));
        }
    }

    /// <summary>What proposals that read at some revision would be told now.</summary>
    private static void AddDecisions(Tip tip, List<StatePath> paths, Random random, List<string> answers)
    {
        for (int index = 0; index < Proposals; index++)
        {
            var read = new Read(paths[random.Next(paths.Count)], (ReadKind)random.Next(1, 4));
            var proposal = new Proposal
            {
                BaseRevision = random.NextInt64(tip.Revision + 1),
                Reads = [read],
                Operations = [new Operation(OperationKind.Set, paths[random.Next(paths.Count)], index)],
                Writer = new Writer(1, 1, 1),
                Author = "",
                TimeMicroseconds = 0,
            };
            Decision decision = Rules.Apply(tip.Document, proposal, tip.Revision + 1);
            answers.Add(
                $"{read} since {proposal.BaseRevision}: {decision.Rejection} {string.Join(';', decision.Changes)}");
        }
    }

    private static string Stamps(Document document, StatePath path)
    {
        NodeState found = document.Find(path);
        return $"{path}: {found.Exists} {found.Value} {found.Revision} {found.ShapeRevision} "
            + $"{found.ArrayShapeRevision} {found.Failure}";
    }

    private static string Describe(Commit commit) =>
        $"{commit.Revision} {commit.Before.Revision} {commit.Time:O} {commit.Author} {commit.Reason} {commit.Writer}: "
        + $"{string.Join(';', commit.Changes)} {commit.AreEqual} {commit.Before} {commit.After}";

    private static IEnumerable<StatePath> PathsOf(StatePath path, Value value)
    {
        IEnumerable<StatePath> below = value.Kind switch
        {
            ValueKind.Object => value.Members.SelectMany(member => PathsOf(path / member.Key, member.Value)),
            ValueKind.Array =>
                Enumerable.Range(0, value.Count).SelectMany(index => PathsOf(path / index, value[index])),
            _ => [],
        };
        return below.Prepend(path);
    }
}
