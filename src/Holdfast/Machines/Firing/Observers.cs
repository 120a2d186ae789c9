using Holdfast.Machines.Definitions;
using Holdfast.Reporting;

namespace Holdfast.Machines.Firing;

/// <summary>The observers of one machine: those of any state are told first, then those of the new state.</summary>
/// <remarks>Threads. Any. They are called outside every lock, in the order in which they were added.</remarks>
internal sealed class Observers<TState, TTrigger>(Machine<TState, TTrigger> machine)
    where TState : notnull
    where TTrigger : notnull
{
    private readonly Lock _gate = new();
    private volatile Observer<TState, TTrigger>[] _all = [];

    public bool IsEmpty => _all.Length == 0;

    public void Add(Observer<TState, TTrigger> observer)
    {
        lock (_gate) _all = [.. _all, observer];

        // Who adds itself and then looks at the state must not miss a firing that looks for observers meanwhile.
        Interlocked.MemoryBarrier();
    }

    public void Remove(Observer<TState, TTrigger> observer)
    {
        lock (_gate) _all = [.. _all.Where(other => other != observer)];
    }

    public void Tell(
        Transition<TState, TTrigger> transition,
        StateNode<TState, TTrigger>? from,
        StateNode<TState, TTrigger>? to)
    {
        Observer<TState, TTrigger>[] all = _all;
        foreach (Observer<TState, TTrigger> observer in all.Where(observer => observer.IsForAny))
            Call(observer, transition);
        foreach (Observer<TState, TTrigger> observer in all.Where(observer => !observer.IsForAny))
            if (observer.Wants(transition.Kind, from, to)) Call(observer, transition);
    }

    private void Call(Observer<TState, TTrigger> observer, Transition<TState, TTrigger> transition)
    {
        try
        {
            observer.Callback(machine, transition);
        }
        catch (Exception failure)
        {
            CallbackFailures.Report(machine, "an observer of a machine", failure);
        }
    }
}
