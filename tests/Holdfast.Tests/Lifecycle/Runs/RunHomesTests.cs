using Holdfast.Lifecycle.Runs;

namespace Holdfast.Tests.Lifecycle.Runs;

public sealed class MemoryRunTests : RunContract
{
    protected override RunState Make(string name = "run", RunStateOptions? options = null) =>
        new(name, options ?? new RunStateOptions { TimeProvider = Clock });
}

public sealed class MemoryPathRunTests : RunContract, IDisposable
{
    private readonly Store _store = Store.Open("memory:");

    public void Dispose() => _store.Dispose();

    protected override RunState Make(string name = "run", RunStateOptions? options = null) =>
        _store.GetState("jobs").GetRunState(
            $"/work/{name}", options ?? new RunStateOptions { TimeProvider = Clock }, name);

    protected override RunState MakeAgain(RunState run) => _store.GetState("jobs").GetRunState($"/work/{run.Name}");
}

public sealed class FolderPathRunTests : RunContract, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("holdfast-runs-");
    private readonly Store _store;

    private Store? _again;

    public FolderPathRunTests() => _store = Store.Open(_folder.FullName);

    public void Dispose()
    {
        _again?.Dispose();
        _store.Dispose();
        _folder.Delete(recursive: true);
    }

    protected override RunState Make(string name = "run", RunStateOptions? options = null) =>
        _store.GetState("jobs").GetRunState(
            $"/work/{name}", options ?? new RunStateOptions { TimeProvider = Clock }, name);

    protected override RunState MakeAgain(RunState run) =>
        (_again ??= Store.Open(_folder.FullName)).GetState("jobs").GetRunState($"/work/{run.Name}");
}
