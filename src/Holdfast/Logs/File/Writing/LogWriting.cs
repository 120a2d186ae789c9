using Holdfast.Logs.File.Flushing;

namespace Holdfast.Logs.File.Writing;

/// <summary>What a process needs of a log to commit and to flush; a process that only reads has none of it.</summary>
internal sealed class LogWriting
{
    /// <summary>Makes the parts; nothing is asked of the system.</summary>
    public LogWriting(LogContext context, Action<FlushGroup> leadElsewhere)
    {
        Lock = new WriterLock(context);
        Writer = new LogWriter(context);
        Turn = new Turn(context);
        Flusher = new LogFlusher(context);
        FlushGroup = new FlushGroup(context, Flusher, leadElsewhere);
        OwnFlush = new OwnFlush(context, Writer, FlushGroup);
    }

    /// <summary>The right to append.</summary>
    public WriterLock Lock { get; }

    /// <summary>Appends and publishes.</summary>
    public LogWriter Writer { get; }

    /// <summary>The right to commit while the others hold back.</summary>
    public Turn Turn { get; }

    /// <summary>Flushes once.</summary>
    public LogFlusher Flusher { get; }

    /// <summary>Shares flushes among the threads of this process.</summary>
    public FlushGroup FlushGroup { get; }

    /// <summary>Flushes what this process wrote when nobody else does.</summary>
    public OwnFlush OwnFlush { get; }
}
