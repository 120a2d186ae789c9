using System.Runtime.InteropServices;
using Holdfast.Logs.File.Native;

namespace Holdfast.Logs.File.Waiting;

/// <summary>What one thread sleeps on and others raise; raised while nobody sleeps, it ends the next sleep.</summary>
internal sealed unsafe class ThreadSignal
{
    private readonly uint[] _pinned = GC.AllocateArray<uint>(1, pinned: true);
    private readonly uint* _word;

    public ThreadSignal() => _word = (uint*)Marshal.UnsafeAddrOfPinnedArrayElement(_pinned, 0);

    /// <summary>Ends the sleep.</summary>
    public void Raise()
    {
        if (Interlocked.Exchange(ref *_word, 1) == 0)
        {
            Futex.WakeAll(_word);
        }
    }

    /// <summary>Sleeps until it is raised or the time, which may be infinite, is over.</summary>
    public void Sleep(TimeSpan limit)
    {
        Futex.Sleep(_word, 0, limit);
        Interlocked.Exchange(ref *_word, 0);
    }
}
