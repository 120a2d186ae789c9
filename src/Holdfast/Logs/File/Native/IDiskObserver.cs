namespace Holdfast.Logs.File.Native;

/// <summary>
/// Is told each change of a store's files just after it was made, so that a test can rebuild what a crash would leave.
/// </summary>
internal interface IDiskObserver
{
    /// <summary>
    /// Is called before a name changes, and what it gives is disposed after the change was told: an observer to which
    /// the order counts keeps others from telling what they did with the new name before the name itself.
    /// </summary>
    IDisposable? BeginNameChange() => null;

    /// <summary>A file was made, or emptied.</summary>
    void Created(string path);

    /// <summary>Bytes were written, not flushed.</summary>
    void Written(string path, long offset, ReadOnlySpan<byte> bytes);

    /// <summary>A file's content was flushed.</summary>
    void Flushed(string path);

    /// <summary>A folder was made.</summary>
    void FolderMade(string path);

    /// <summary>A folder's entries were flushed.</summary>
    void FolderFlushed(string path);

    /// <summary>A file or folder got another name, replacing what had it.</summary>
    void Renamed(string from, string to);

    /// <summary>A file was unlinked.</summary>
    void Unlinked(string path);
}
