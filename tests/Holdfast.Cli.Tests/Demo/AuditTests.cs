using Holdfast.Cli.Demo;

namespace Holdfast.Cli.Tests.Demo;

/// <summary>The check at the end finds what is wrong, and only that.</summary>
public sealed class AuditTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("holdfast-cli-");
    private readonly Store _store = Store.Open("memory:");
    private readonly State _state;
    private readonly DemoOptions _options;

    public AuditTests()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "a"), "one");
        File.WriteAllText(Path.Combine(_folder.FullName, "b"), "two");
        _options = new DemoOptions(_folder.FullName, InputFiles.List(_folder.FullName), 1, 0, null, "demo");
        _state = _store.GetState("demo");
    }

    public async ValueTask InitializeAsync()
    {
        _state.ReplaceAll(Inventory.Begin(_options));
        Inventory.QueueOf(_state).EnqueueAll(["a", "b"]);
        await WorkerLoop.RunAsync(_state, "1");
    }

    public ValueTask DisposeAsync()
    {
        _store.Dispose();
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public void Of_SoundInventory_FindsNothing()
    {
        Audit audit = Run();
        Assert.Empty(audit.Problems);
        Assert.Equal(8, audit.Commits);
    }

    [Theory]
    [InlineData("/files/a/sha256", "\"other\"", "a has 3 bytes, other")]
    [InlineData("/files/b/bytes", "4", "b has 4 bytes")]
    [InlineData("/totals/bytes", "7", "counted 7 bytes, and a plain pass 6")]
    [InlineData("/totals/files", "3", "3 results were counted for 2 files")]
    [InlineData("/files/c", """{"bytes":0,"sha256":"","worker":"1"}""", "3 entries for 2 files")]
    [InlineData("/queue/items/x", "\"a\"", "still in the queue")]
    [InlineData("/queue/delayed/x", "\"a\"", "at revision 9 there are 3 places for 2 files")]
    public void Of_ChangedInventory_SaysWhatIsWrong(string path, string json, string problem)
    {
        _state.Set(path, Value.Parse(json));
        Assert.Contains(Run().Problems, found => found.Contains(problem, StringComparison.Ordinal));
    }

    [Fact]
    public void Of_ResultHandedInTwice_SaysSo()
    {
        _state.Set("/files/a", FileFact.Of(_folder.FullName, "a").ToValue("2"));
        Assert.Equal(["3 results were handed in for 2 files"], Run().Problems);
    }

    [Fact]
    public void Of_FileChangedAfterwards_SaysSo()
    {
        File.AppendAllText(Path.Combine(_folder.FullName, "a"), "more");
        Assert.Contains(Run().Problems, problem => problem.StartsWith("a has 3 bytes", StringComparison.Ordinal));
    }

    [Fact]
    public void Of_KillWithoutTakeover_SaysSo()
    {
        Assert.Equal(
            ["1 workers were killed, and 0 claims were taken over"], Run(_options with { Kills = 1 }).Problems);
    }

    private Audit Run(DemoOptions? options = null) => Audit.Of(
        _state, options ?? _options, new Revision(1), _state.Snapshot(), TestContext.Current.CancellationToken);
}
