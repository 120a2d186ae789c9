using System.Diagnostics;
using System.Globalization;
using Holdfast.Errors;
using Holdfast.Logs.File;
using static Holdfast.Tests.Logs.TestRecords;

namespace Holdfast.Tests.Logs.File;

/// <summary>
/// Real processes, killed with SIGKILL: nothing acknowledged is missing, nothing half-done is visible, nobody is
/// blocked.
/// </summary>
public sealed class KillTests : IDisposable
{
    private readonly TestFolder _folder = new();

    [Fact]
    public void Append_WritersKilledAtRandom_LosesNothingAcknowledged()
    {
        const int Kills = 12;
        var random = new Random(1);
        var acknowledged = new HashSet<long>();
        using FileLogStore store = Open();
        FileLog log = store.CreateLog("orders");
        var children = new List<ChildProcess>();
        for (int kill = 0; kill < Kills; kill++)
        {
            while (children.Count < 3)
            {
                children.Add(new ChildProcess("append", _folder.Store, "orders", "false"));
            }

            // Each has committed at least once, so that the kill meets it at work.
            ChildProcess victim = children[random.Next(children.Count)];
            Take(acknowledged, [long.Parse(victim.ReadLine(), CultureInfo.InvariantCulture)]);
            Thread.Sleep(random.Next(0, 30));
            Take(acknowledged, victim.Kill());
            victim.Dispose();
            children.Remove(victim);
            AssertWriterIsFree(log);
        }

        children.ForEach(child => Take(acknowledged, child.Kill()));
        children.ForEach(child => child.Dispose());
        AssertWhole(log, acknowledged);
    }

    [Fact]
    public void Open_AllProcessesKilledAtOnce_HasEverythingAcknowledged()
    {
        var acknowledged = new HashSet<long>();
        for (int round = 0; round < 3; round++)
        {
            ChildProcess[] children = [.. Enumerable.Range(0, 2)
                .Select(_ => new ChildProcess("append", _folder.Store, "orders", "false"))];
            foreach (ChildProcess child in children)
            {
                Take(acknowledged, [long.Parse(child.ReadLine(), CultureInfo.InvariantCulture)]);
            }

            Parallel.ForEach(children, child =>
            {
                List<long> numbers = child.Kill();
                lock (acknowledged)
                {
                    Take(acknowledged, numbers);
                }
            });
            Array.ForEach(children, child => child.Dispose());
        }

        using FileLogStore store = Open();
        AssertWhole(store.CreateLog("orders"), acknowledged);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(300)]
    public void EnterWriter_WriterDiedBetweenWriteAndPublish_ErasesWhatWasNotPublished(int writes)
    {
        using FileLogStore store = Open();
        FileLog log = store.CreateLog("orders");
        List<long> acknowledged = RunDyingWriter(writes);
        Assert.Equal(acknowledged, ReadRevisions(log));

        // Shorter than what the dead one wrote: had that stayed, its end would follow this record.
        Append(log, acknowledged.Count + 1, bytes: 40);
        Assert.Equal(acknowledged.Count + 1, ReadRevisions(log).Count);
        store.Dispose();
        using FileLogStore again = Open();
        Assert.Equal(acknowledged.Count + 1, ReadRevisions(again.CreateLog("orders")).Count);
    }

    [Fact]
    public void Open_OnlyWriterDiedBetweenWriteAndPublish_IsWholeAndUsesNoRevisionTwice()
    {
        List<long> acknowledged = RunDyingWriter(5);
        using FileLogStore store = Open();
        FileLog log = store.CreateLog("orders");

        // The record was never visible, so it may be there or not; what follows it has another revision.
        List<long> found = ReadRevisions(log);
        Assert.Equal(acknowledged, found.Take(acknowledged.Count));
        Append(log, found.Count + 1);
        Assert.Equal(Range(1, found.Count + 1), ReadRevisions(log));
    }

    [Fact]
    public void EnterWriter_HolderIsStopped_TimesOutNamingItAndReadersGoOn()
    {
        using FileLogStore store = Open();
        FileLog log = store.CreateLog("orders");
        Append(log, 1, 3);
        using var child = new ChildProcess("hold-writer", _folder.Store, "orders");
        Assert.Equal("held", child.ReadLine());
        child.Stop();

        Assert.Equal(Range(1, 3), ReadRevisions(log));
        var fault = Assert.Throws<HoldfastTimeoutException>(
            () => log.EnterWriter(TimeSpan.FromMilliseconds(50), CancellationToken.None));
        Assert.Equal(ErrorCode.TimedOut, fault.Code);
        Assert.Contains(child.Id.ToString(CultureInfo.InvariantCulture), fault.Message, StringComparison.Ordinal);

        child.Kill();
        AssertWriterIsFree(log);
    }

    // The next process gets the dead one's entry in the table of processes; it must not pass for the lock's holder.
    [Fact]
    public void EnterWriter_HolderDiedAndItsEntryHasAnotherProcess_IsFree()
    {
        using FileLogStore store = Open();
        FileLog log = store.CreateLog("orders");
        using var holder = new ChildProcess("hold-writer", _folder.Store, "orders");
        Assert.Equal("held", holder.ReadLine());
        holder.Kill();
        using var heir = new ChildProcess("open", _folder.Store);
        Assert.Equal("held", heir.ReadLine());

        AssertWriterIsFree(log);
    }

    // What others commit meanwhile is read then, and not under the lock, where it would keep everybody waiting.
    [Fact]
    public void EnterWriter_WhileAnotherHasTheLock_SaysThatItWaited()
    {
        using FileLogStore store = Open();
        FileLog log = store.CreateLog("orders");
        using var child = new ChildProcess("hold-writer", _folder.Store, "orders");
        Assert.Equal("held", child.ReadLine());
        int waits = 0;
        log.WriterWaited = () =>
        {
            if (++waits == 3)
            {
                child.Kill();
            }
        };

        log.EnterWriter(TimeSpan.FromSeconds(10), CancellationToken.None);
        log.ExitWriter();
        Assert.True(waits >= 3);
    }

    [Fact]
    public void EnterWriter_Cancelled_Ends()
    {
        using FileLogStore store = Open();
        FileLog log = store.CreateLog("orders");
        using var child = new ChildProcess("hold-writer", _folder.Store, "orders");
        Assert.Equal("held", child.ReadLine());
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        Assert.ThrowsAny<OperationCanceledException>(() => log.EnterWriter(Timeout.InfiniteTimeSpan, cancel.Token));
    }

    [Fact]
    public void TakeTurn_HolderDies_IsFree()
    {
        using FileLogStore store = Open();
        FileLog log = store.CreateLog("orders");
        using var child = new ChildProcess("hold-turn", _folder.Store, "orders");
        Assert.Equal("held", child.ReadLine());
        Assert.True(log.IsTurnTaken);
        var fault = Assert.Throws<HoldfastTimeoutException>(
            () => log.TakeTurn(TimeSpan.FromSeconds(1), TimeSpan.FromMilliseconds(50), CancellationToken.None));
        Assert.Contains(child.Id.ToString(CultureInfo.InvariantCulture), fault.Message, StringComparison.Ordinal);
        Assert.Throws<HoldfastTimeoutException>(
            () => log.WaitForTurn(TimeSpan.FromMilliseconds(50), CancellationToken.None));

        child.Kill();
        log.WaitForTurn(TimeSpan.FromSeconds(5), CancellationToken.None);
        log.TakeTurn(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), CancellationToken.None);
        log.ReleaseTurn();
        Assert.False(log.IsTurnTaken);
    }

    [Fact]
    public void GetStatus_OtherProcess_IsListedUntilItDies()
    {
        using FileLogStore store = Open();
        using var child = new ChildProcess("open", _folder.Store);
        Assert.Equal("held", child.ReadLine());
        Assert.Contains(store.GetStatus().Processes, process => process.ProcessId == child.Id);
        child.Kill();
        Assert.DoesNotContain(store.GetStatus().Processes, process => process.ProcessId == child.Id);
        Assert.Contains(store.GetStatus().Processes, process => process.ProcessId == Environment.ProcessId);
    }

    public void Dispose() => _folder.Dispose();

    private FileLogStore Open() => FileLogStore.Open(_folder.Store, new FileLogOptions());

    private List<long> RunDyingWriter(int writes)
    {
        using var child = new ChildProcess(
            "die-writing", _folder.Store, "orders", writes.ToString(CultureInfo.InvariantCulture));
        List<long> acknowledged = child.End();
        Assert.Equal(Range(1, acknowledged.Count), acknowledged);
        return acknowledged;
    }

    private static void Take(HashSet<long> acknowledged, List<long> numbers) =>
        numbers.ForEach(number => Assert.True(acknowledged.Add(number), $"Revision {number} was acknowledged twice."));

    private static void AssertWhole(FileLog log, HashSet<long> acknowledged)
    {
        List<long> found = ReadRevisions(log);
        Assert.Equal(Range(1, found.Count), found);
        Assert.Empty(acknowledged.Except(found));
        Assert.NotEmpty(acknowledged);
    }

    private static void AssertWriterIsFree(FileLog log)
    {
        long start = Stopwatch.GetTimestamp();
        log.EnterWriter(TimeSpan.FromSeconds(10), CancellationToken.None);
        log.ExitWriter();
        Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(1), "A death blocked the others.");
    }
}
