using Holdfast.Processes.Coordination;
using Holdfast.Processes.Liveness;
using Holdfast.Timing;

namespace Holdfast.Processes.Table;

/// <summary>Waits for what becomes of a process of the table, whoever started it.</summary>
/// <remarks>
/// It is woken by each change of the record, and by the death watch, since nobody may be left to write a death down.
/// Threads. One waits at a time.
/// </remarks>
internal sealed class EndWait : IDisposable
{
    private readonly Store _store;
    private readonly ProcessTable _table;
    private readonly string _id;
    private readonly PathWait _wait;
    private MakerPatience _patience;

    public EndWait(Store store, string id)
    {
        (_store, _table, _id) = (store, new ProcessTable(store), id);
        _wait = new PathWait(_table.State, HasDied, ProcessTable.PathOf(id));
    }

    /// <summary>Waits until the process has ended.</summary>
    /// <returns>False when the time is over before.</returns>
    public bool Wait(Deadline deadline, CancellationToken token)
    {
        while (!IsOver())
        {
            if (deadline.IsOver) return false;
            _wait.Wait(deadline, token);
        }

        return true;
    }

    /// <inheritdoc cref="Wait"/>
    public Task<bool> WaitAsync(Deadline deadline, CancellationToken token) =>
        WaitAsync(IsOver, deadline, token);

    /// <summary>Waits until the process has said that it runs, or has ended.</summary>
    /// <returns>False when the time is over before.</returns>
    public Task<bool> EntersAsync(Deadline deadline, CancellationToken token) =>
        WaitAsync(() => _table.Find(_id) is not { Self: null } || IsOver(), deadline, token);

    public void Dispose() => _wait.Dispose();

    private async Task<bool> WaitAsync(Func<bool> isEnough, Deadline deadline, CancellationToken token)
    {
        while (!isEnough())
        {
            if (deadline.IsOver) return false;
            await _wait.WaitAsync(deadline, token).ConfigureAwait(false);
        }

        return true;
    }

    private bool IsOver() => _table.Find(_id) is null or { IsOver: true } || HasDied(LivingProcesses.Of(_store));

    /// <summary>Whether it is gone, and nobody will say how; asked by the death watch too.</summary>
    private bool HasDied(LivingProcesses living)
    {
        // One that was just starting has said meanwhile who it is, so the record is read on both sides of the kernel's
        // word. Before it says so, its maker's life stands for its own.
        if (_table.Find(_id) is not { IsOver: false } record) return false;
        if (living.Contains(record.Self ?? record.Maker) || _table.Find(_id) != record) return false;
        return _patience.IsOver(record.Maker, living);
    }
}
