namespace Holdfast.Processes;

/// <summary>Says where the output of a child goes: its standard output and its standard error.</summary>
/// <remarks>Threads. Immutable.</remarks>
public sealed record ProcessOutput
{
    private ProcessOutput(ProcessOutputKind kind, string? path) => (Kind, Path) = (kind, path);

    /// <summary>To where the parent's goes.</summary>
    public static ProcessOutput Inherit { get; } = new(ProcessOutputKind.Inherit, null);

    /// <summary>
    /// To the parent's standard output, line by line, each with the name of the child before it.
    /// </summary>
    public static ProcessOutput Prefixed { get; } = new(ProcessOutputKind.Prefixed, null);

    /// <summary>Nowhere.</summary>
    public static ProcessOutput Discard { get; } = new(ProcessOutputKind.Discard, null);

    /// <summary>Which of them.</summary>
    public ProcessOutputKind Kind { get; }

    /// <summary>The file, or the folder that gets a file for each child; null when it goes elsewhere.</summary>
    public string? Path { get; }

    /// <summary>To the end of a file, which is made when it is not there; <c>holdfast logs</c> shows it.</summary>
    /// <param name="path">
    /// The file; <c>{id}</c> and <c>{name}</c> in it stand for those of the child. Its folder is made too.
    /// </param>
    public static ProcessOutput ToFile(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new ProcessOutput(ProcessOutputKind.File, System.IO.Path.GetFullPath(path));
    }

    /// <summary>Fills in which child it is.</summary>
    internal ProcessOutput For(string id, string name) => Path is null ? this : new ProcessOutput(
        Kind,
        Path.Replace("{id}", id, StringComparison.Ordinal)
            .Replace("{name}", FileNameOf(name), StringComparison.Ordinal));

    private static string FileNameOf(string name) =>
        string.Concat(name.Select(character => character is '/' or '\0' ? '_' : character));
}
