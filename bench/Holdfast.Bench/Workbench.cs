using Holdfast.Bench.Peers;

namespace Holdfast.Bench;

/// <summary>
/// What rows work with: a folder that is removed at the end, durations, and what has to be told besides figures.
/// </summary>
internal sealed class Workbench : IDisposable
{
    private readonly List<string> _notes = [];
    private int _folders;

    public Workbench(BenchOptions options)
    {
        Options = options;
        Folder = Directory.CreateDirectory(
            Path.Combine(options.Folder, $"holdfast-bench-{Environment.ProcessId}")).FullName;
    }

    public BenchOptions Options { get; }

    public string Folder { get; }

    /// <summary>What could not be measured, and why.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>Gives the path of a new folder that does not exist yet.</summary>
    public string NewFolder() => Path.Combine(Folder, $"{++_folders}");

    /// <summary>
    /// Tells whether a program that is compared with is there; what is not is noted, with how to get it.
    /// </summary>
    public bool Has(Tool tool)
    {
        if (tool.IsThere) return true;
        Note($"{tool.Name} is not installed, so nothing is compared with it; to install: {tool.HowToInstall}");
        return false;
    }

    public void Note(string text)
    {
        if (!_notes.Contains(text)) _notes.Add(text);
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
