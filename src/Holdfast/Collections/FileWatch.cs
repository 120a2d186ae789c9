using Holdfast.Reporting;

namespace Holdfast.Collections;

/// <summary>Tells when a dictionary's file is replaced, by this process or another.</summary>
/// <remarks>
/// The system's notice makes it quick. It can be lost (its queue overflows, the folder is removed and made again, the
/// machine has no watches left), so the file is also looked at once a second, which costs one system call.
/// </remarks>
internal sealed class FileWatch : IDisposable
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _ended = new();
    private readonly SemaphoreSlim _noticed = new(0, 1);
    private readonly DictionaryFile _file;
    private readonly Action<Value, Value> _changed;
    private readonly FileSystemWatcher? _watcher;
    private Value _seen;

    /// <summary>Begins with what the file holds now.</summary>
    public FileWatch(DictionaryFile file, Action<Value, Value> changed)
    {
        (_file, _changed) = (file, changed);
        _seen = file.Read();
        _watcher = TryWatch();
        _ = Task.Run(RunAsync);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _ended.Cancel();
        _watcher?.Dispose();
    }

    private FileSystemWatcher? TryWatch()
    {
        try
        {
            FileSystemWatcher watcher = new(_file.Folder, Path.GetFileName(_file.Path));
            watcher.Changed += (_, _) => Notice();
            watcher.Created += (_, _) => Notice();
            watcher.Deleted += (_, _) => Notice();
            watcher.Renamed += (_, _) => Notice();
            watcher.EnableRaisingEvents = true;
            return watcher;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    private void Notice()
    {
        try
        {
            _noticed.Release();
        }
        catch (SemaphoreFullException)
        {
            // It is noticed already.
        }
    }

    private async Task RunAsync()
    {
        string? reported = null;
        while (!_ended.IsCancellationRequested)
        {
            try
            {
                await _noticed.WaitAsync(LookEvery, _ended.Token).ConfigureAwait(false);
                Look();
                reported = null;
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception fault)
            {
                // Somebody spoils the file, or it cannot be read just now: the next look may find it well again. The
                // same fault is reported once.
                if (fault.Message == reported) continue;
                reported = fault.Message;
                CallbackFailures.Report(this, $"the watch of the dictionary in '{_file.Path}'", fault);
            }
        }
    }

    private void Look()
    {
        Value before = _seen;
        _seen = _file.Read();
        if (!_seen.IsSameText(before)) _changed(before, _seen);
    }
}
