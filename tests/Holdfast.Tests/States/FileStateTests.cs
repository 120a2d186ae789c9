namespace Holdfast.Tests.States;

public sealed class FileStateTests : StateContract
{
    private readonly string _folder = Directory.CreateTempSubdirectory("holdfast-state-").FullName;

    protected override Store OpenStore() => Store.Open(Path.Combine(_folder, "store"), Options);

    protected override void CleanUp() => Directory.Delete(_folder, recursive: true);
}
