namespace Holdfast.Samples.Tests;

/// <summary>A test with a folder of its own.</summary>
public abstract class SampleTest : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("holdfast-samples-");

    protected string StorePath => Path.Combine(_folder.FullName, "store");

    protected string InputPath => Path.Combine(_folder.FullName, "input");

    public void Dispose()
    {
        _folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }
}
