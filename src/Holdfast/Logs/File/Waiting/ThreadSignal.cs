using System.Runtime.InteropServices;
using Holdfast.Logs.File.Native;

namespace Holdfast.Logs.File.Waiting;

/// <summary>What one thread sleeps on and others raise; raised while nobody sleeps, it ends the next sleep.</summary>
internal sealed unsafe class ThreadSignal
{
    private readonly uint* _word = (uint*)NativeMemory.AllocZeroed(sizeof(uint));

    // When nobody has the object any more, nobody sleeps on the word.
    ~ThreadSignal() => NativeMemory.Free(_word);

    /// <summary>Ends the sleep.</summary>
    public void Raise()
    {
        if (Interlocked.Exchange(ref *_word, 1) == 0) Futex.WakeAll(_word);

        GC.KeepAlive(this);
    }

    /// <summary>Sleeps until it is raised or the time, which may be infinite, is over.</summary>
    public void Sleep(TimeSpan limit)
    {
        Futex.Sleep(_word, 0, limit);
        Interlocked.Exchange(ref *_word, 0);
        GC.KeepAlive(this);
    }
}
