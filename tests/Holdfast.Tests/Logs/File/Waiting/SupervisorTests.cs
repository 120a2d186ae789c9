using Holdfast.Logs.File;
using Holdfast.Logs.File.Waiting;
using static Holdfast.Tests.Logs.TestRecords;

namespace Holdfast.Tests.Logs.File.Waiting;

/// <summary>The thread that waits for commits runs code of users itself, and that may do anything.</summary>
public sealed class SupervisorTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TestFolder _folder = new();
    private readonly FileLogStore _store;
    private readonly FileLog _log;

    public SupervisorTests()
    {
        _store = FileLogStore.Open(_folder.Store, new FileLogOptions());
        _log = _store.CreateLog("orders");
    }

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void TailMoved_OneIsDue_RunsOnTheThreadThatWaited()
    {
        var work = new Work(static () => { });
        Watch(() => [work]);

        Append(_log, 1);

        Assert.Equal("Holdfast wait", work.WaitForThread());
    }

    [Fact]
    public void TailMoved_ManyAreDue_AllRun()
    {
        Work[] works = [.. Enumerable.Range(0, 100).Select(_ => new Work(static () => { }))];
        Watch(() => works);

        Append(_log, 1);

        Assert.All(works, work => work.WaitForThread());
    }

    [Fact]
    public void TailMoved_OneOfManyBlocks_TheOthersRun()
    {
        using var release = new ManualResetEventSlim();
        Work[] works = [.. Enumerable.Range(0, 5).Select(index => new Work(() => BlockWhen(index == 0, release)))];
        Watch(() => works);

        Append(_log, 1);

        Assert.All(works, work => work.WaitForThread());
        release.Set();
    }

    [Fact]
    public void TailMoved_WorkBlocksForEver_LaterWorkRuns()
    {
        using var release = new ManualResetEventSlim();
        for (int revision = 1; revision <= 5; revision++)
        {
            var work = new Work(release.Wait);
            Watch(() => [work]);
            Append(_log, revision);
            work.WaitForThread();
        }

        release.Set();
    }

    [Fact]
    public void TailMoved_WorkThatBlockedReturns_ItsThreadEndsAndTheOtherGoesOn()
    {
        using var release = new ManualResetEventSlim();
        Thread? blocked = null;
        bool isOfPool = false;
        Watch(() => [new Work(() =>
        {
            isOfPool = Thread.CurrentThread.IsThreadPoolThread;
            Volatile.Write(ref blocked, Thread.CurrentThread);
            release.Wait();
        })]);
        Append(_log, 1);
        Await(() => Volatile.Read(ref blocked) is not null);
        AppendAndAwaitWork(2);

        release.Set();

        Assert.True(isOfPool || blocked!.Join(Patience));
        AppendAndAwaitWork(1000);
    }

    [Fact]
    public void TailMoved_AfterTheTimeOfMistrust_RunsOnAWaitingThreadAgain()
    {
        using var release = new ManualResetEventSlim();
        var first = new Work(release.Wait);
        Watch(() => [first]);
        Append(_log, 1);
        Assert.Equal("Holdfast wait", first.WaitForThread());

        string? name = null;
        long revision = 2;
        while (name != "Holdfast wait")
        {
            var work = new Work(static () => { });
            Watch(() => [work]);
            Append(_log, revision++);
            name = work.WaitForThread();
        }

        release.Set();
    }

    [Fact]
    public void Dispose_WhileWorkBlocks_Returns()
    {
        using var release = new ManualResetEventSlim();
        var work = new Work(release.Wait);
        Watch(() => [work]);
        Append(_log, 1);
        work.WaitForThread();

        var disposer = new Thread(_store.Dispose);
        disposer.Start();
        Assert.True(disposer.Join(Patience));
        release.Set();
    }

    [Fact]
    public void Dispose_FromWork_Returns()
    {
        using var disposed = new ManualResetEventSlim();
        Watch(() => [new Work(() =>
        {
            _store.Dispose();
            disposed.Set();
        })]);

        Append(_log, 1);

        Assert.True(disposed.Wait(Patience, TestContext.Current.CancellationToken));
    }

    private static void BlockWhen(bool isMeant, ManualResetEventSlim release)
    {
        if (isMeant) release.Wait();
    }

    private static void Await(Func<bool> condition) => Assert.True(SpinWait.SpinUntil(condition, Patience));

    private void Watch(Func<IReadOnlyList<IThreadPoolWorkItem>> tailMoved)
    {
        _log.TailMoved = tailMoved;
        _log.IsWatched = true;
    }

    private void AppendAndAwaitWork(long revision)
    {
        var work = new Work(static () => { });
        Watch(() => [work]);
        Append(_log, revision);
        work.WaitForThread();
    }

    private sealed class Work(Action action) : IThreadPoolWorkItem
    {
        private readonly TaskCompletionSource<string?> _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Execute()
        {
            if (_begun.TrySetResult(Thread.CurrentThread.Name))
            {
                action();
            }
        }

        public string? WaitForThread()
        {
            Assert.True(_begun.Task.Wait(Patience));
            return _begun.Task.Result;
        }
    }
}
