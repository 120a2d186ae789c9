using Holdfast.Errors;
using Holdfast.Reporting;
using Holdfast.Subscriptions;
using Holdfast.Tests.Logs.File;

namespace Holdfast.Tests.Subscriptions;

/// <summary>The same when another process removes the namespace, and makes it anew.</summary>
public sealed class RemovedElsewhereTests : RemovedNamespaceTests
{
    private readonly TestFolder _folder;

    public RemovedElsewhereTests()
        : this(new TestFolder())
    {
    }

    private RemovedElsewhereTests(TestFolder folder)
        : base(folder.Store) => _folder = folder;

    [Fact]
    public async Task Subscription_MadeAnewElsewhere_IsToldOfItsFirstCommit()
    {
        State["/child"] = 1;
        using Subscription subscription = new Subscription(
            State,
            "/child",
            "a test's function",
            commit => Tell($"revision {commit.Revision}"),
            newest => Tell($"jumped to {newest.Revision}")).Start();
        Remove();
        await ToldIsAsync("jumped to 0");
        Assert.Equal("set", Run("set"));
        await ToldIsAsync("revision 1");
    }

    /// <summary>A fault of the whole store is no removal: it is reported once, and the owner is told.</summary>
    [Fact]
    public async Task Subscription_StoreFails_IsReportedOnceAndLost()
    {
        State["/a"] = 1;
        List<Exception> failures = [];
        EventHandler<CallbackFailedEventArgs> collect = (_, report) =>
        {
            if (!report.Callback.Contains("of a failing store", StringComparison.Ordinal)) return;
            lock (failures) failures.Add(report.Failure);
        };
        CallbackFailures.Failed += collect;
        using Subscription subscription = new Subscription(
            State, "/a", "a function of a failing store", _ => { }, _ => Tell("jumped"), _ => Tell("lost")).Start();
        Directory.Move(_folder.Store, _folder.Store + ".moved");
        await ToldIsAsync("lost");
        CallbackFailures.Failed -= collect;
        Assert.IsType<HoldfastException>(Assert.Single(failures));
    }

    protected override void Remove() => Assert.Equal("removed", Run("remove"));

    protected override void CleanUp() => _folder.Dispose();

    private string Run(string what)
    {
        using ChildProcess child = new(what, _folder.Store, "s");
        string line = child.ReadLine();
        child.End();
        return line;
    }
}
