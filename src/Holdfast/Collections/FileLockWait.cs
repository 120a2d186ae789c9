using Holdfast.Logs.File.Native;

namespace Holdfast.Collections;

/// <summary>Waits in the kernel's own queue for the lock of a file, for a limited time.</summary>
/// <remarks>
/// The kernel's waiting has no time-out, so it is done on a thread of its own. A caller that gives up leaves the
/// descriptor to that thread, which closes it as soon as it has the lock, and with that gives the lock back: nobody is
/// kept out, and no descriptor is closed under the system call that waits with it.
/// </remarks>
internal sealed class FileLockWait
{
    /// <summary>
    /// The most threads that may be left waiting by those who gave up, while a holder never ends; beyond, nobody waits
    /// in the kernel.
    /// </summary>
    private const int MostLeft = 16;

    private const int StackBytes = 256 << 10;

    private static int _left;

    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SafeDescriptor _file;
    private readonly string _path;
    private bool _isLeft;

    private FileLockWait(SafeDescriptor file, string path) => (_file, _path) = (file, path);

    /// <summary>Whether so few wait in vain that one more may.</summary>
    public static bool MayBegin => Volatile.Read(ref _left) < MostLeft;

    /// <summary>Takes the lock, and waits for it.</summary>
    /// <returns>False when the time is over; then the descriptor is not the caller's any more.</returns>
    /// <exception cref="Errors.HoldfastException">The kernel refuses; the descriptor is still the caller's.</exception>
    public static bool TryTake(SafeDescriptor file, string path, TimeSpan timeout)
    {
        FileLockWait wait = new(file, path);
        new Thread(wait.Run, StackBytes) { IsBackground = true, Name = "Holdfast file lock" }.Start();
        Task ended = wait._ended.Task;
        if (!((IAsyncResult)ended).AsyncWaitHandle.WaitOne(timeout) && wait.TryLeave()) return false;
        ended.GetAwaiter().GetResult();
        return true;
    }

    private bool TryLeave()
    {
        lock (_lock)
        {
            if (_ended.Task.IsCompleted) return false;
            _isLeft = true;
            Interlocked.Increment(ref _left);
            return true;
        }
    }

    private void Run()
    {
        Exception? failure = null;
        try
        {
            KernelLock.WaitExclusive(_file.Number, 0, _path);
        }
        catch (Exception refused)
        {
            failure = refused;
        }

        lock (_lock)
        {
            if (!_isLeft)
            {
                if (failure is null) _ended.SetResult();
                else _ended.SetException(failure);
                return;
            }
        }

        _file.Dispose();
        Interlocked.Decrement(ref _left);
    }
}
