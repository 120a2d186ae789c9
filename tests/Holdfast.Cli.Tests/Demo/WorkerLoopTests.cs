using Holdfast.Cli.Demo;

namespace Holdfast.Cli.Tests.Demo;

public sealed class WorkerLoopTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("holdfast-cli-");
    private readonly Store _store = Store.Open("memory:");

    public void Dispose()
    {
        _store.Dispose();
        _folder.Delete(recursive: true);
    }

    /// <summary>Those who wait for a file when the last result comes end too.</summary>
    [Fact]
    public async Task RunAsync_MoreWorkersThanFilesOneOfThemUnreadable_AllEndAndItAddsUp()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "a"), "text");
        DemoOptions options = new(_folder.FullName, ["a", "missing"], 3, 0, null, "demo");
        State state = _store.GetState("demo");
        state.ReplaceAll(Inventory.Begin(options));
        Task[] workers = [.. new[] { "1", "2", "3" }.Select(name => WorkerLoop.RunAsync(state.Fork(), name))];
        Inventory.QueueOf(state).EnqueueAll(["a", "missing"]);
        await Task.WhenAll(workers).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Audit audit = Audit.Of(
            state, options, new Revision(1), state.Snapshot(), TestContext.Current.CancellationToken);
        Assert.Empty(audit.Problems);
        Assert.Equal(1, audit.Unreadable);
        Assert.Equal(nameof(FileNotFoundException), state.Get("/files/missing/fault"));
        Assert.All(state.Get("/workers").Members, worker => Assert.Equal("done", worker.Value["state"]));
    }
}
