namespace Holdfast.Immutable;

/// <summary>A cell in memory: a value beside a stamp that is taken for a few instructions to write it.</summary>
/// <remarks>
/// Invariant. The stamp is twice the generation; while it is odd, one thread writes. A reader that sees the same even
///            stamp before and after has read a value of that generation. So a change costs one interlocked
///            instruction and no object of its own, and a function of the caller never runs while the stamp is odd.
/// Source.    The sequence lock of the Linux kernel (seqlock.h).
/// </remarks>
internal sealed class MemoryCell<T>(T initial) : CellStore<T>
{
    private readonly Announcements<T> _announcements = new();
    private CellObserver<T>[] _observers = [];
    private T _value = initial;
    private long _stamp;

    /// <inheritdoc/>
    public override CellVersion<T> Read()
    {
        long stamp = Volatile.Read(ref _stamp);
        T value = _value;
        Volatile.ReadBarrier();
        return (stamp & 1) == 0 && Volatile.Read(ref _stamp) == stamp
            ? new CellVersion<T>(value, stamp >> 1)
            : ReadAgain();
    }

    /// <inheritdoc/>
    public override T Update(Func<T, T> change, CommitOptions? options)
    {
        while (true)
        {
            CellVersion<T> seen = Read();
            T next = change(seen.Value);
            if (TryReplace(seen.Generation << 1, next)) return next;
        }
    }

    /// <inheritdoc/>
    public override bool TryReplaceAt(long generation, T next, CommitOptions? options) =>
        generation is >= 0 and <= long.MaxValue >> 1 && TryReplace(generation << 1, next);

    /// <inheritdoc/>
    public override CellVersion<T> Add(CellObserver<T> observer)
    {
        long stamp = Enter();
        try
        {
            _observers = [.. _observers, observer];
            return new CellVersion<T>(_value, stamp >> 1);
        }
        finally
        {
            Exit(stamp);
        }
    }

    /// <inheritdoc/>
    public override void Forget(CellObserver<T> observer)
    {
        long stamp = Enter();
        try
        {
            _observers = [.. _observers.Where(other => other != observer)];
        }
        finally
        {
            Exit(stamp);
        }
    }

    /// <inheritdoc/>
    public override bool Remove(Action<T, T> function)
    {
        CellObserver<T>? found = Array.Find(
            Volatile.Read(ref _observers), observer => observer.Function == function && observer.TryMarkRemoved());
        if (found is not null) Forget(found);
        return found is not null;
    }

    private bool TryReplace(long stamp, T next)
    {
        if (Interlocked.CompareExchange(ref _stamp, stamp + 1, stamp) != stamp) return false;
        if (_observers.Length > 0) return Announce(stamp, next);
        _value = next;
        Exit(stamp + 2);
        return true;
    }

    private bool Announce(long stamp, T next)
    {
        try
        {
            // Noted while the stamp is odd, so that the notes are in the order of the changes.
            _announcements.Add(_observers, _value, next);
        }
        catch
        {
            Exit(stamp);
            throw;
        }

        _value = next;
        Exit(stamp + 2);
        _announcements.Tell();
        return true;
    }

    private CellVersion<T> ReadAgain()
    {
        SpinWait spin = default;
        while (true)
        {
            spin.SpinOnce();
            long stamp = Volatile.Read(ref _stamp);
            T value = _value;
            Volatile.ReadBarrier();
            if ((stamp & 1) == 0 && Volatile.Read(ref _stamp) == stamp) return new CellVersion<T>(value, stamp >> 1);
        }
    }

    private long Enter()
    {
        SpinWait spin = default;
        while (true)
        {
            long stamp = Volatile.Read(ref _stamp);
            if ((stamp & 1) == 0 && Interlocked.CompareExchange(ref _stamp, stamp + 1, stamp) == stamp) return stamp;
            spin.SpinOnce();
        }
    }

    private void Exit(long stamp) => Volatile.Write(ref _stamp, stamp);
}
