namespace Holdfast.Logs.File.Native;

/// <summary>
/// Is told each change of a store's files just after it was made, so that a test can rebuild what a crash would leave.
/// </summary>
internal interface IDiskObserver
{
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
