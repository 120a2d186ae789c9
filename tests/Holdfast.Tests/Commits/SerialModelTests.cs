using Holdfast.Commits;
using Holdfast.Documents;
using Holdfast.Tests.Documents.Patches;

namespace Holdfast.Tests.Commits;

/// <summary>
/// Random functions beside random commits of others: whatever is committed without a conflict is what the function does
/// when it runs after those commits.
/// </summary>
public sealed class SerialModelTests
{
    private const int Functions = 8_000;

    private static readonly StatePath[] Sections = ["", "", "", "/a", "/o"];

    private int _held;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Apply_OthersCommittedMeanwhile_IsAsIfTheFunctionRanAfterThem(bool catches)
    {
        Property.Holds(seed => Check(seed, catches), Functions);

        // Otherwise it would be enough to refuse everything.
        Assert.InRange(_held, Functions / 8, Functions);
    }

    private bool Check(int seed, bool catches)
    {
        var commits = new RandomCommits(new Random(seed));
        commits.Commit(6);
        StatePath section = Sections[commits.Random.Next(Sections.Length)];
        var function = new RandomFunction(commits, section, catches);
        Commit? undone = commits.Commit(3).FirstOrDefault();
        function.Add(commits.Random.Next(1, 6), undone);
        (Document document, long revision) = (commits.Document, commits.Revision);
        if (function.Run(document, revision) is not ({ HasOperations: true } transaction, var learned)) return true;

        List<Commit> others = commits.Commit(commits.Random.Next(1, 4), mostOperations: 2);
        Proposal proposal = RandomCommits.Propose(
            transaction.OperationsToArray(), transaction.ReadsToArray(), revision);
        Decision decision = Rules.Apply(commits.Document, proposal, commits.Revision + 1);
        if (decision.Rejection is { IsConflict: true }) return true;

        _held++;
        string story = $"seed {seed}: {document.Root}\n  {function.Text}\n  beside "
            + string.Join("; ", others.SelectMany(commit => commit.Changes)) + $"\n  learned {learned}";
        CheckSerial(function.Run(commits.Document, commits.Revision), decision, learned, story);
        return true;
    }

    private static void CheckSerial(
        (Transaction Transaction, string Learned)? after, Decision decision, string learned, string story)
    {
        if (decision.Rejection is { } rejection)
        {
            // What the function would have caught after those commits ends it here instead: it changes nothing.
            Assert.True(after is null || after.Value.Learned != learned, $"{story}\n  refused: {rejection}");
            return;
        }

        Assert.True(after is not null, $"{story}\n  would be refused after them");
        Assert.True(after.Value.Learned == learned, $"{story}\n  after them   {after.Value.Learned}");
        string content = after.Value.Transaction.Foresee().After.Root.ToString();
        Assert.True(content == decision.Document.Root.ToString(),
            $"{story}\n  makes {decision.Document.Root}\n  after {content}");
    }
}
