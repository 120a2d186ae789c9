namespace Holdfast.Processes.Tests;

/// <summary>A folder that is removed at the end of its test.</summary>
internal sealed class TestFolder : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("holdfast-test-").FullName;

    public string Store => Path.Combine(Root, "store");

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
