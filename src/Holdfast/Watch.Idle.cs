using Holdfast.Watches;

namespace Holdfast;

/// <content>Where a watch is while it waits.</content>
public sealed partial class Watch
{
    private Waiter? _sleeping;
    private long _passedOver;

    /// <summary>
    /// The revision up to which all commits have been taken or passed over; a watch from the next one goes on here.
    /// </summary>
    /// <remarks>
    /// Shape.   It also moves while a call waits: over the commits that touch nothing of what it waits for.
    /// Threads. Any.
    /// </remarks>
    public Revision Position
    {
        get
        {
            if (Volatile.Read(ref _sleeping) is { } waiter) PassOver(_replica.PassedOver(waiter));

            return new Revision(Math.Max(_cursor.Position, Volatile.Read(ref _passedOver)));
        }
    }

    /// <summary>Keeps the place of a named reader up to which nothing was there for it.</summary>
    internal void KeepIdlePlace()
    {
        if (Volatile.Read(ref _sleeping) is { } waiter)
            _place?.KeepIdle(_replica.PassedOver(waiter));
    }

    private void FallAsleep(Waiter waiter)
    {
        Interlocked.Exchange(ref _sleeping, waiter);
        if (_place is not null) _store.IdleReaders.Add(this);
    }

    private void Awake(Waiter waiter)
    {
        Volatile.Write(ref _sleeping, null);
        _replica.Watchers.Remove(waiter);

        // What was told or kept as passed over is, also when the call ends without a commit and the next one waits for
        // something else.
        _cursor.SkipTo(waiter.PassedOver);
        if (_place is not null) _store.IdleReaders.Remove(this);
    }

    // What was told once stays: the waiter may have been woken since, and the cursor is not yet where it was.
    private void PassOver(long revision)
    {
        long known = Volatile.Read(ref _passedOver);
        while (revision > known)
        {
            known = Interlocked.CompareExchange(ref _passedOver, revision, known) is var seen && seen == known
                ? revision
                : seen;
        }
    }
}
