using System.Diagnostics;
using System.Globalization;
using Holdfast.Processes.Coordination;

namespace Holdfast.Processes.Tests.Coordination;

/// <summary>What other processes hold, when they are killed, stopped, or end on their own.</summary>
public sealed class LockProcessTests() : CoordinationTest(Home.InFolder())
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private DistributedLock Lock => State.GetLock("/lock");

    [Fact]
    public async Task Take_HolderKilled_IsHadWithinASecondWithAGreaterToken()
    {
        using Child child = new("hold-lock", Home.Folder);
        long token = child.ReadNumber();
        Assert.Equal(child.Id, Lock.GetHolder()!.Process.ProcessId);
        Task<Hold> waiting = Lock.TakeAsync(Patience, Token);
        AwaitLine("/lock", 1);
        long begun = Stopwatch.GetTimestamp();
        child.Kill();
        using Hold hold = await waiting;
        Assert.True(Stopwatch.GetElapsedTime(begun) < Second, $"It took {Stopwatch.GetElapsedTime(begun)}.");
        Assert.True(hold.FencingToken.Number > token);
    }

    [Fact]
    public void TryTake_HolderKilledBefore_Takes()
    {
        using Child child = new("hold-lock", Home.Folder);
        long token = child.ReadNumber();
        child.Kill();
        using Hold? hold = Lock.TryTake();
        Assert.True(hold!.FencingToken.Number > token);
    }

    [Fact]
    public void GetHolder_HolderKilled_IsNobody()
    {
        using Child child = new("hold-lock", Home.Folder);
        child.ReadNumber();
        child.Kill();
        Assert.Null(Lock.GetHolder());
    }

    [Fact]
    public async Task Release_FirstInLineKilled_LetsTheNextThrough()
    {
        Hold hold = Lock.Take(token: Token);
        using Child child = new("wait-lock", Home.Folder);
        Assert.Equal("waiting", child.ReadLine());
        AwaitLine("/lock", 1);
        Task<Hold> next = Lock.TakeAsync(Patience, Token);
        AwaitLine("/lock", 2);
        child.Kill();
        hold.Dispose();
        using Hold had = await next;
        Assert.Equal(Environment.ProcessId, Lock.GetHolder()!.Process.ProcessId);
    }

    /// <summary>Let through, then killed before it knew: the death is found by those who wait behind it.</summary>
    [Fact]
    public async Task Release_StoppedWaiterIsLetThroughAndKilled_NextHasItWithinASecond()
    {
        Hold hold = Lock.Take(token: Token);
        using Child child = new("wait-lock", Home.Folder);
        Assert.Equal("waiting", child.ReadLine());
        AwaitLine("/lock", 1);

        // Stopped while it has the writer lock, it would stop everybody: this commit comes after that.
        State.Set("/sync", 1);
        child.Signal(19);
        Task<Hold> next = Lock.TakeAsync(Patience, Token);
        AwaitLine("/lock", 2);
        hold.Dispose();
        Assert.Equal(child.Id, Lock.GetHolder()!.Process.ProcessId);
        long begun = Stopwatch.GetTimestamp();
        child.Kill();
        using Hold had = await next;
        Assert.True(Stopwatch.GetElapsedTime(begun) < Second, $"It took {Stopwatch.GetElapsedTime(begun)}.");
    }

    [Fact]
    public void Race_ProcessesKilledAgainAndAgain_NeverTwoInsideAndTokensRise()
    {
        const int processes = 3;
        const int kills = 12;
        Queue<Child> children = new(Enumerable.Range(0, processes).Select(_ => new Child("race-lock", Home.Folder)));
        List<string> said = [];
        for (int kill = 0; kill < kills; kill++)
        {
            Child victim = children.Dequeue();
            said.Add(victim.ReadLine());
            said.AddRange(victim.Kill());
            victim.Dispose();
            children.Enqueue(new Child("race-lock", Home.Folder));
        }

        foreach (Child child in children)
        {
            said.Add(child.ReadLine());
            said.AddRange(child.Kill());
            child.Dispose();
        }

        using Hold last = Lock.Take(Patience, Token);
        long[] tokens = [.. said.Select(line => long.TryParse(line, CultureInfo.InvariantCulture, out long token)
            ? token
            : throw new InvalidOperationException(line))];
        Assert.Equal(tokens.Length, tokens.Distinct().Count());
        Assert.True(tokens.Length > kills);
        Assert.True(last.FencingToken.Number > tokens.Max());
    }

    [Fact]
    public void Semaphore_HolderKilled_UnitsComeBack()
    {
        DistributedSemaphore semaphore = State.GetSemaphore("/units", 5);
        using Child first = new("hold-units", Home.Folder, "3");
        using Child second = new("hold-units", Home.Folder, "2");
        first.ReadNumber();
        second.ReadNumber();
        Assert.Null(semaphore.TryTake());
        first.Kill();
        using Hold three = semaphore.Take(3, Second, Token);
        Assert.Null(semaphore.TryTake());
        Assert.Equal(
            [second.Id, Environment.ProcessId], semaphore.GetHolders().Select(holder => holder.Process.ProcessId));
    }

    /// <summary>There was room, and nobody woke whoever stood behind the dead one that wanted more than that.</summary>
    [Fact]
    public async Task Semaphore_FirstInLineKilled_LetsThoseBehindItThroughForWhomThereIsRoom()
    {
        DistributedSemaphore semaphore = State.GetSemaphore("/units", 5);
        using Hold four = semaphore.Take(4, token: Token);
        using Child many = new("hold-units", Home.Folder, "2");
        AwaitLine("/units", 1);
        Task<Hold> few = semaphore.TakeAsync(1, null, Token);
        AwaitLine("/units", 2);
        many.Kill();
        using Hold one = await few.WaitAsync(Patience, Token);
        Assert.Equal(0, semaphore.WaiterCount);
    }

    [Fact]
    public void Lease_HolderStopped_IsHadAfterItsTimeAndTheStoppedOneIsTold()
    {
        Lease lease = State.GetLease("/lease", Second);
        using Child child = new("hold-lease", Home.Folder);
        long token = child.ReadNumber();
        Assert.Null(lease.TryTake());
        child.Signal(19);
        using Hold hold = lease.Take(Patience, Token);
        Assert.True(hold.FencingToken.Number > token);
        child.Signal(18);
        Assert.Equal("lost", child.ReadLine());
        Assert.True(hold.IsHeld);
    }
}
