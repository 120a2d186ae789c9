using System.Runtime.CompilerServices;
using Holdfast.Errors;
using Holdfast.Watches;

namespace Holdfast.Replicas;

/// <content>Those that wait for commits.</content>
internal sealed partial class Replica
{
    /// <summary>
    /// Finds the first commit after a revision among the recent ones; null when it is older, or when there is none yet.
    /// </summary>
    public Commit? FindRecentAfter(long revision)
    {
        lock (_gate)
        {
            return _recent.FindAfter(revision);
        }
    }

    /// <summary>Lets a waiter wait if nothing came after a revision.</summary>
    /// <returns>False when there is something newer, so that it need not wait.</returns>
    /// <exception cref="HoldfastException">The log's fault: nothing newer will come.</exception>
    public bool TryWait(Waiter waiter, long revision)
    {
        if (!_isUpkept) BeginUpkeep();

        lock (_gate)
        {
            if (_tip.Revision > revision) return false;

            if (_log.Fault is { } fault) throw Failures.Again(fault);

            Watchers.Add(waiter);
            return true;
        }
    }

    /// <summary>Gives the revision up to which nothing touched what a waiter waits for; 0 when it was woken.</summary>
    public long PassedOver(Waiter waiter)
    {
        lock (_gate)
        {
            return Watchers.PassOver(waiter, _tip.Revision);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ExecuteSoon(List<Waiter> due)
    {
        foreach (Waiter waiter in due)
        {
            waiter.ExecuteSoon();
        }
    }

    private List<Waiter> OnTailMoved()
    {
        try
        {
            EnterGate();
            List<Waiter>? due = ExitGateWithDue();
            if (_log.Fault is { } fault) EndWaits(fault);

            return due ?? [];
        }
        catch (Exception fault) when (fault is HoldfastException or HoldfastOperationException)
        {
            EndWaits(fault);
            return [];
        }
    }

    // Whoever reads or commits next gets the same fault; a waiter must learn it now, since nothing else wakes it.
    private void EndWaits(Exception fault)
    {
        Watchers.Fail(fault);
        _reportFault(_log.Name, fault);
    }
}
