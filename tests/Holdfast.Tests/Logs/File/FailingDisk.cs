using Holdfast.Logs.File.Native;

namespace Holdfast.Tests.Logs.File;

/// <summary>Lets flushes fail as those of a broken disk do.</summary>
internal sealed class FailingDisk : IDiskObserver
{
    public const int Errno = 5;
    private volatile string? _suffix;
    private volatile bool _isForFolders;

    /// <summary>How many flushes failed.</summary>
    public int Failures { get; private set; }

    /// <summary>Lets the next flush fail of a file whose name ends so.</summary>
    public void FailOnce(string suffix) => _suffix = suffix;

    /// <summary>Lets the next flush of a folder fail whose name ends so.</summary>
    public void FailFolderOnce(string suffix) => (_isForFolders, _suffix) = (true, suffix);

    public void Flushed(string path) => Fail(path, isFolder: false);

    public void FolderFlushed(string path) => Fail(path, isFolder: true);

    public void Created(string path)
    {
    }

    public void Written(string path, long offset, ReadOnlySpan<byte> bytes)
    {
    }

    public void FolderMade(string path)
    {
    }

    public void Renamed(string from, string to)
    {
    }

    public void Unlinked(string path)
    {
    }

    private void Fail(string path, bool isFolder)
    {
        if (_isForFolders == isFolder && _suffix is { } suffix && path.EndsWith(suffix, StringComparison.Ordinal))
        {
            (_suffix, _isForFolders) = (null, false);
            Failures++;
            throw NativeError.Make("flush", path, Errno);
        }
    }
}
