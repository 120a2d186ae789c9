[assembly: AssemblyFixture(typeof(Holdfast.Testing.RunFolder))]

namespace Holdfast.Testing;

/// <summary>
/// What one run of tests has for the system's folder for temporary files: a process that is killed leaves files of its
/// runtime there, which nobody else removes.
/// </summary>
public sealed class RunFolder : IDisposable
{
    private const string Variable = "TMPDIR";

    private readonly string? _before = Environment.GetEnvironmentVariable(Variable);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("holdfast-run-");

    /// <summary>Makes it, for this process and all that it starts.</summary>
    public RunFolder() => Environment.SetEnvironmentVariable(Variable, _folder.FullName);

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(Variable, _before);
        try
        {
            _folder.Delete(recursive: true);
        }
        catch (IOException)
        {
            // Somebody still writes there: the result of the tests is not for that to change.
        }
    }
}
