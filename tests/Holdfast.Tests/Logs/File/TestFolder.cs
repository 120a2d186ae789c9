namespace Holdfast.Tests.Logs.File;

/// <summary>A folder of its own for a test, removed at the end.</summary>
internal sealed class TestFolder : IDisposable
{
    public TestFolder()
    {
        Root = Directory.CreateTempSubdirectory("holdfast-test-").FullName;
        Store = System.IO.Path.Combine(Root, "store");
    }

    public string Root { get; }

    /// <summary>Where the test's store is; not made yet.</summary>
    public string Store { get; }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
