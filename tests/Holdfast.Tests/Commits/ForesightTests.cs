using Holdfast.Commits;
using Holdfast.Documents;
using Holdfast.Replicas;

namespace Holdfast.Tests.Commits;

/// <summary>What a function did on its snapshot stands for deciding only where deciding would do the same.</summary>
public sealed class ForesightTests
{
    private static readonly StatePath Counter = "/counter";

    [Fact]
    public void Apply_OnTheSnapshotItself_GivesWhatDecidingGives()
    {
        Document before = Document.FromValue(Value.Parse("""{"counter":1,"list":[1,2]}"""), 7);
        Transaction transaction = Run(before, revision: 7);
        Decision foreseen = Rules.Apply(before, Propose(transaction, transaction.Foresee()), 8);
        Decision decided = Rules.Apply(before, Propose(transaction, foresight: null), 8);

        Assert.Same(transaction.Foresee().After, foreseen.Document);
        Assert.Equal(decided.Changes, foreseen.Changes);
        Assert.Equal(decided.Document.Root.ToString(), foreseen.Document.Root.ToString());
        Assert.All(
            new StatePath[] { "", "/counter", "/list", "/list/2", "/new/name" },
            path => Assert.Equal(Stamps(decided.Document, path), Stamps(foreseen.Document, path)));
    }

    [Fact]
    public void Apply_OnAnotherDocument_DecidesAnew()
    {
        Document before = Document.FromValue(Value.Parse("""{"counter":1,"list":[1,2]}"""), 7);
        Transaction transaction = Run(before, revision: 7);
        Document later = before.Set("/counter", 41, 8).Document;
        Decision decision = Rules.Apply(later, Propose(transaction, transaction.Foresee()), 9);
        Assert.True(decision.Document.TryGet(Counter, out Value counter) && counter == 42);
    }

    // A gap, or a commit that set the same text again, takes a revision and leaves the document as it was.
    [Fact]
    public void Apply_OnTheSameDocumentAtALaterRevision_StampsTheLaterOne()
    {
        Document before = Document.FromValue(Value.Parse("""{"counter":1,"list":[1,2]}"""), 7);
        Transaction transaction = Run(before, revision: 7);
        Decision decision = Rules.Apply(before, Propose(transaction, transaction.Foresee()), 100);
        Assert.Equal(100, decision.Document.Find(Counter).Revision);
    }

    private static Transaction Run(Document before, long revision)
    {
        Tip tip = Tip.Start(default) with { Document = before, Revision = revision };
        var transaction = new Transaction(tip, default, attempt: 1, json: null);
        transaction.Add(Counter, 1);
        transaction.Append("/list", 3);
        transaction.Set("/new/name", "x");
        transaction.End();
        return transaction;
    }

    private static Proposal Propose(Transaction transaction, Foresight? foresight) => new()
    {
        BaseRevision = transaction.Revision.Number,
        Reads = transaction.ReadsToArray(),
        Operations = transaction.OperationsToArray(),
        Foresight = foresight,
        Writer = default,
        Author = "test",
        TimeMicroseconds = 1,
    };

    private static (bool Exists, long Revision, long Shape, long ArrayShape) Stamps(Document document, StatePath path)
    {
        NodeState state = document.Find(path);
        return (state.Exists, state.Revision, state.ShapeRevision, state.ArrayShapeRevision);
    }
}
