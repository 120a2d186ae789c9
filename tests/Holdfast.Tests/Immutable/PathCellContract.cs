using Holdfast.Errors;
using Holdfast.Immutable;

namespace Holdfast.Tests.Immutable;

/// <summary>What a cell at a path promises beside, on every log.</summary>
public abstract class PathCellContract : StateCellContract
{
    private readonly Store _store;
    private int _cells;

    protected PathCellContract()
    {
        _store = OpenStore();
        State = _store.GetState("cells");
    }

    protected State State { get; }

    [Fact]
    public void Get_BeforeTheFirstChange_StoresNothing()
    {
        StateCell<Counter> cell = State.GetCell("/cell", new Counter(7));
        Assert.Equal(new Counter(7), cell.Current);
        Assert.False(State.Exists("/cell"));
    }

    [Fact]
    public void Update_Stored_IsAnObjectThatAPersonCanRead()
    {
        State.GetCell("/cell", new Counter(0)).Update(counter => counter with { Count = 1 });
        Assert.Equal(
            """{"generation":1,"revision":0,"value":{"Count":1,"Status":"idle"}}""", State["/cell"].ToString());
    }

    [Fact]
    public void Update_ThroughTwoCells_IsSeenByBoth()
    {
        StateCell<Counter> one = State.GetCell("/cell", new Counter(0));
        StateCell<Counter> other = State.GetSection("/cell").GetCell("", new Counter(99));
        one.Update(counter => counter with { Count = 1 });
        other.Update(counter => counter with { Count = counter.Count + 1 });
        Assert.Equal(new CellVersion<Counter>(new Counter(2), 2), one.Version);
        Assert.Equal(one.Version, other.Version);
    }

    [Fact]
    public void Update_WithOptions_IsInTheHistory()
    {
        StateCell<Counter> cell = State.GetCell("/cell", new Counter(0));
        cell.Replace(new Counter(1), new CommitOptions { Author = "ann", Reason = "because" });
        Commit commit = Assert.Single(State.History());
        Assert.Equal(("ann", "because"), (commit.Author, commit.Reason));
    }

    [Fact]
    public void Generation_AfterARollback_GoesOnAboveAllThatWereGiven()
    {
        StateCell<Counter> cell = State.GetCell("/cell", new Counter(0));
        Change(cell, 3);
        Revision third = State.Revision;
        Change(cell, 4);
        State.Rollback(third);
        Assert.Equal((3, 3), (cell.Current.Count, cell.Generation));
        Change(cell, 1);
        Assert.Equal(4, cell.Current.Count);
        Assert.True(cell.Generation > 7, $"{cell.Generation}");
    }

    [Fact]
    public void Generation_AfterARollbackAndAnotherForward_GoesOnAboveAllThatWereGiven()
    {
        StateCell<Counter> cell = State.GetCell("/cell", new Counter(0));
        Change(cell, 3);
        Revision third = State.Revision;
        Change(cell, 1);
        Revision fourth = State.Revision;
        Change(cell, 6);
        State.Rollback(third);
        State.Rollback(fourth);
        Assert.Equal(4, cell.Generation);
        Change(State.GetCell("/cell", new Counter(0)), 1);
        Assert.True(cell.Generation > 10, $"{cell.Generation}");
    }

    [Fact]
    public void Generation_AfterARemoval_GoesOnAboveAllThatWereGiven()
    {
        StateCell<Counter> cell = State.GetCell("/cell", new Counter(0));
        Change(cell, 5);
        State.Remove("/cell");
        Assert.Equal(new CellVersion<Counter>(new Counter(0), 0), cell.Version);
        Change(State.GetCell("/cell", new Counter(0)), 1);
        Assert.True(cell.Generation > 5, $"{cell.Generation}");
    }

    [Fact]
    public void Generation_AfterTheFirstChangeIsPutBack_GoesOnAboveAllThatWereGiven()
    {
        StateCell<Counter> cell = State.GetCell("/cell", new Counter(0));
        Change(cell, 1);
        Revision first = State.Revision;
        Change(cell, 5);
        State.Remove("/cell");
        State.Rollback(first);
        Change(cell, 1);
        Assert.True(cell.Generation > 6, $"{cell.Generation}");
    }

    [Fact]
    public void Generation_OthersCommitWhileTheFunctionRuns_StillGoesUpByOne()
    {
        StateCell<Counter> cell = State.GetCell("/cell", new Counter(0));
        Change(cell, 1);
        for (int i = 2; i <= 4; i++)
        {
            cell.Update(counter =>
            {
                CommitBesideIt();
                return counter with { Count = counter.Count + 1 };
            });
            Assert.Equal(i, cell.Generation);
        }
    }

    [Fact]
    public async Task Observer_OfARollback_IsToldWhatIsThereAgain()
    {
        StateCell<int> cell = State.GetCell("/cell", 0);
        cell.Replace(1);
        cell.Replace(2);
        var seen = NewChannel<(int, int)>();
        using IDisposable observing = cell.AddObserver((old, next) => seen.Writer.TryWrite((old, next)));
        State.Rollback(new Revision(1));
        State.Remove("/cell");
        await ExpectAsync(seen, (2, 1), (1, 0));
    }

    [Fact]
    public async Task Observer_RemovedAndAddedAgain_GoesOnFromThen()
    {
        StateCell<int> cell = State.GetCell("/cell", 0);
        var seen = NewChannel<(int, int)>();
        for (int round = 0; round < 20; round++)
        {
            int before = round * 10;
            using (cell.AddObserver((old, next) => seen.Writer.TryWrite((old, next))))
            {
                cell.Replace(before + 1);
                await ExpectAsync(seen, (before, before + 1));
            }

            cell.Replace(before + 10);
        }

        Assert.False(seen.Reader.TryRead(out _));
    }

    [Fact]
    public async Task WatchAsync_StoreClosed_Ends()
    {
        StateCell<int> cell = State.GetCell("/cell", 0);
        await Assert.ThrowsAsync<ObjectDisposedException>(async () =>
        {
            await foreach (int _ in cell.WatchAsync(Token)) _store.Dispose();
        });
    }

    [Fact]
    public void Read_SomethingElseAtThePath_IsACodedError()
    {
        State["/cell"] = Value.Parse("""{"generation":1}""");
        StateCell<Counter> cell = State.GetCell("/cell", new Counter(0));
        Assert.Equal(ErrorCode.NotACell, Assert.Throws<HoldfastOperationException>(() => cell.Current).Code);
        State["/cell"] = Value.Parse("""{"generation":1,"revision":0,"value":[]}""");
        Assert.Equal(ErrorCode.NotACell, Assert.Throws<HoldfastOperationException>(() => cell.Current).Code);
        Assert.Throws<HoldfastOperationException>(() => cell.Replace(new Counter(1)));
    }

    [Fact]
    public void Current_Unchanged_IsTheSameObject()
    {
        StateCell<Counter> cell = State.GetCell("/cell", new Counter(0));
        Change(cell, 1);
        State["/other"] = 1;
        Assert.Same(cell.Current, cell.Current);
    }

    protected abstract Store OpenStore();

    protected override StateCell<T> Make<T>(T initial) => NewState().GetCell("/a/cell", initial);

    protected override StateCell<ImmutableState> MakeBag(ImmutableState initial) =>
        NewState().GetCell("/a/cell", initial);

    protected override void CleanUp() => _store.Dispose();

    private State NewState() => _store.GetState($"cell {++_cells}");

    private void CommitBesideIt()
    {
        // On another flow: within an atomic function the state may only be changed through its transaction.
        Thread thread = new(() => State.Add("/other", 1));
        thread.UnsafeStart();
        thread.Join();
    }

    private static void Change(StateCell<Counter> cell, int times)
    {
        for (int i = 0; i < times; i++) cell.Update(counter => counter with { Count = counter.Count + 1 });
    }
}
