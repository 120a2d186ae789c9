using Holdfast.Commits;
using Holdfast.Documents;
using Holdfast.Logs.Memory;
using Holdfast.Watches;

namespace Holdfast.Tests.Watches;

public sealed class WatchIndexTests
{
    private readonly MemoryLog _log = new("watched", new Retention());
    private readonly WatchIndex _index;
    private long _now;

    public WatchIndexTests() => _index = new WatchIndex(_log, () => _now);

    [Fact]
    public void Signal_CommitAtBelowOrAboveThePath_CompletesTheWaiter()
    {
        foreach (string touched in new[] { "/a/b", "/a/b/c", "/a", "" })
        {
            var waiter = new Waiter(["/a/b"], this);
            _index.Add(waiter);

            Signal(touched);

            Assert.True(waiter.Task.IsCompletedSuccessfully, touched);
        }
    }

    [Fact]
    public void Signal_CommitBeside_LetsItSleep()
    {
        var waiter = new Waiter(["/a/b"], this);
        _index.Add(waiter);

        Signal("/a/bc");
        Signal("/b");

        Assert.False(waiter.Task.IsCompleted);
    }

    [Fact]
    public void IsWatched_LastWaiterGone_LingersThenEndsAtACommit()
    {
        var waiter = new Waiter([StatePath.Root], this);
        _index.Add(waiter);
        Assert.True(_log.IsWatched);

        Signal("/a");
        _now = WatchIndex.LingerMilliseconds - 1;
        Signal("/a");
        Assert.True(_log.IsWatched);

        _now = WatchIndex.LingerMilliseconds;
        Signal("/a");
        Assert.False(_log.IsWatched);

        _index.Add(new Waiter([StatePath.Root], this));
        Assert.True(_log.IsWatched);
    }

    private void Signal(StatePath path)
    {
        List<Waiter>? due = null;
        _index.Signal(Touch(path), ref due);
        due?.ForEach(waiter => waiter.Execute());
    }

    private static Commit Touch(StatePath path)
    {
        var change = new Change(ChangeKind.Set, path, existed: false, default, Value.EmptyObject);
        var origin = new CommitOrigin(1, 0, 0, default, "somebody", null);
        return new Commit(origin, [change], Document.Empty, Document.Empty);
    }
}
