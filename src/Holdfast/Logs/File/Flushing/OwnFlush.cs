using Holdfast.Logs.File.Live;
using Holdfast.Logs.File.Writing;

namespace Holdfast.Logs.File.Flushing;

/// <summary>
/// Flushes, once a second, what this process itself wrote more than a second ago and finds unflushed: the process that
/// is elected to flush for all may be stopped, and keeps its part as long as it lives.
/// </summary>
/// <remarks>Threads. <see cref="Look"/>: the waiting thread's.</remarks>
internal sealed unsafe class OwnFlush(LogContext context, LogWriter writer, FlushGroup group)
{
    private readonly LiveSlot* _slot = context.Slot;
    private long _writtenAtLastLook;
    private int _isFlushing;

    /// <summary>Looks, and has it flushed on a thread of the pool.</summary>
    public void Look()
    {
        long written = _writtenAtLastLook;
        _writtenAtLastLook = writer.Published;
        if (Volatile.Read(ref _slot->Durable) < written
            && !context.IsFaulted
            && Interlocked.Exchange(ref _isFlushing, 1) == 0)
        {
            context.Session.Background.Run(() => Flush(written));
        }
    }

    private void Flush(long upTo)
    {
        try
        {
            group.Flush(upTo);
        }
        finally
        {
            Volatile.Write(ref _isFlushing, 0);
        }
    }
}
