using Holdfast.Processes.Coordination;

namespace Holdfast.Processes.Tests.Coordination;

/// <summary>Children of one context that coordinate themselves; on both backends.</summary>
public abstract class ChildrenTests : IDisposable
{
    private const int Children = 3;
    private const int Rounds = 15;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TestFolder _folder = new();
    private readonly ProcessContext _context;

    protected ChildrenTests(Backend backend) => _context = new ProcessContext(
        _folder.Store, new ProcessContextOptions { Process = new ProcessOptions { Backend = backend } });

    private State State => _context.State;

    [Fact]
    public void Lock_TakenByAll_IsHeldByOneAtATime()
    {
        Run(CountUnderLock);
        Assert.Equal(Children * Rounds, State.Get<int>("/count"));
        Assert.Null(State.GetLock("/lock").GetHolder());
    }

    [Fact]
    public void Semaphore_TakenByAll_LetsNoMoreIn()
    {
        State["/inside"] = 0;
        Run(EnterBySemaphore);
        Assert.Equal(0, State.Get<int>("/inside"));
        Assert.InRange(State.Get<int>("/most"), 1, 2);
        Assert.Equal(2, State.GetSemaphore("/seats", 2).FreeCount);
    }

    [Fact]
    public void Queue_WorkedOnByAll_GivesEachItemOnce()
    {
        State.GetQueue("/work").EnqueueAll(Enumerable.Range(0, Children * Rounds).Select(item => (Value)item));
        Run(WorkUntilEmpty);
        Assert.Equal(
            Enumerable.Repeat(1, Children * Rounds),
            Enumerable.Range(0, Children * Rounds).Select(item => State.Get<int>($"/done/{item}")));
        Assert.Equal(new WorkQueueCounts(0, 0, 0, 0), State.GetQueue("/work").Count());
    }

    [Fact]
    public void Barrier_MetByAll_LetsNobodyGoBefore()
    {
        Run(MeetTwice);
        Assert.Equal(0, State.GetOrDefault<int>("/early"));
        Assert.Equal(2 * Children, State.Get<int>("/came"));
    }

    [Fact]
    public void Election_StoodForByAll_HasOneLeaderAfterTheOther()
    {
        Run(LeadOnce);
        Assert.Equal(Children, State.Get<int>("/led"));
        Assert.Equal(0, State.GetOrDefault<int>("/together"));
    }

    public void Dispose()
    {
        _context.Dispose();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private void Run(Delegate function)
    {
        foreach (ChildProcess process in _context.CreateMany(Children, function)) process.Start();
        _context.WaitAll(Patience);
    }

    private static void CountUnderLock(State state)
    {
        for (int round = 0; round < Rounds; round++)
        {
            using Hold hold = state.GetLock("/lock").Take(Patience);
            int count = state.GetOrDefault<int>("/count");
            Thread.Yield();
            state["/count"] = count + 1;
        }
    }

    private static void EnterBySemaphore(State state)
    {
        for (int round = 0; round < Rounds; round++)
        {
            using Hold hold = state.GetSemaphore("/seats", 2).Take(timeout: Patience);
            int inside = (int)state.Add("/inside", 1).Value;
            state.Atomic(transaction =>
            {
                int most = transaction.TryGet("/most", out Value known) ? (int)known : 0;
                transaction["/most"] = Math.Max(most, inside);
            });
            state.Add("/inside", -1);
        }
    }

    private static void WorkUntilEmpty(State state)
    {
        while (state.GetQueue("/work").TryClaim() is { } item)
        {
            state.Add($"/done/{(int)item.Value}", 1);
            item.Complete();
        }
    }

    private static void MeetTwice(State state)
    {
        for (int round = 1; round <= 2; round++)
        {
            state.Add("/came", 1);
            state.GetBarrier("/door", Children).Meet(Patience);
            if (state.Get<int>("/came") < round * Children) state.Add("/early", 1);
        }
    }

    private static void LeadOnce(State state)
    {
        using Hold lead = state.GetElection("/chief").Lead(timeout: Patience);
        if ((int)state.Add("/leading", 1).Value > 1) state.Add("/together", 1);
        state.Add("/led", 1);
        state.Add("/leading", -1);
    }
}
