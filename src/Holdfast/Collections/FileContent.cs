using Holdfast.Logs.File.Native;

namespace Holdfast.Collections;

/// <summary>What was read of a dictionary's file, and which file that was.</summary>
/// <remarks>
/// A write replaces the file, so a file that is still the same holds the same. The descriptor stays open, because the
/// number of a file that nobody has open may be given to another one.
/// </remarks>
internal sealed class FileContent : IDisposable
{
    private readonly SafeDescriptor? _file;
    private readonly FileFacts _facts;

    private FileContent(SafeDescriptor? file, FileFacts facts, Value members) =>
        (_file, _facts, Members) = (file, facts, members);

    /// <summary>The members; an object.</summary>
    public Value Members { get; }

    /// <summary>What there is while there is no file.</summary>
    public static FileContent Missing() => new(null, default, Value.EmptyObject);

    /// <summary>What an open file holds.</summary>
    public static FileContent Of(SafeDescriptor file, FileFacts facts, Value members) => new(file, facts, members);

    /// <summary>Whether this is still what the path leads to, which has these facts; null: nothing is there.</summary>
    public bool IsOf(FileFacts? facts) => facts is { } found
        ? _file is not null && found.Identity == _facts.Identity && found.Length == _facts.Length
            && found.Changed == _facts.Changed
        : _file is null;

    /// <inheritdoc/>
    public void Dispose() => _file?.Dispose();
}
