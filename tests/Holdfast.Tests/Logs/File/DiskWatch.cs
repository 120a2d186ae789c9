using System.Collections.Concurrent;
using Holdfast.Logs.File.Native;

namespace Holdfast.Tests.Logs.File;

/// <summary>Tells a test of changes of the files while they are made.</summary>
internal sealed class DiskWatch : IDiskObserver
{
    public ConcurrentBag<string> Created { get; } = [];

    public Action<string>? OnCreated { get; set; }

    public Action<string>? OnFlushed { get; set; }

    public Action<string>? OnWritten { get; set; }

    public Action<string>? OnRenamed { get; set; }

    void IDiskObserver.Created(string path)
    {
        Created.Add(path);
        OnCreated?.Invoke(path);
    }

    public void Written(string path, long offset, ReadOnlySpan<byte> bytes) => OnWritten?.Invoke(path);

    public void Flushed(string path) => OnFlushed?.Invoke(path);

    public void FolderMade(string path)
    {
    }

    public void FolderFlushed(string path)
    {
    }

    public void Renamed(string from, string to) => OnRenamed?.Invoke(to);

    public void Unlinked(string path)
    {
    }
}
