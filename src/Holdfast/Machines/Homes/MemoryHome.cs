using Holdfast.Machines.Firing;

namespace Holdfast.Machines.Homes;

/// <summary>Keeps a position in memory, with the transitions that led to it if that is asked for.</summary>
/// <remarks>Threads. Any. No code of the program runs under the lock.</remarks>
internal abstract class MemoryHome<TState, TTrigger>(Machine<TState, TTrigger> machine) : MachineHome<TState, TTrigger>
    where TState : notnull
    where TTrigger : notnull
{
    public sealed override bool TellsOwn => true;

    public sealed override bool NeedsTurn => true;

    public sealed override Plan<TState, TTrigger> Move(Request<TState, TTrigger> request)
    {
        while (true)
        {
            Position<TState, TTrigger> seen = Read();
            Plan<TState, TTrigger> plan = machine.Decide(request, seen, seen.Number + 1, null);
            if (!plan.Changes || TryMove(plan)) return plan;
        }
    }

    public sealed override async Task<Plan<TState, TTrigger>> MoveAsync(
        Request<TState, TTrigger> request, CancellationToken token)
    {
        while (true)
        {
            token.ThrowIfCancellationRequested();
            Position<TState, TTrigger> seen = Read();
            Plan<TState, TTrigger> plan = await machine
                .DecideAsync(request, seen, seen.Number + 1, null, token).ConfigureAwait(false);
            if (!plan.Changes || TryMove(plan)) return plan;
        }
    }

    public sealed override void StartTelling()
    {
    }

    public override void Dispose()
    {
    }

    /// <summary>Goes on, unless somebody else was faster.</summary>
    protected abstract bool TryMove(Plan<TState, TTrigger> plan);
}
