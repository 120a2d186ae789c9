using System.Runtime.CompilerServices;

namespace Holdfast.Machines.Definitions;

/// <summary>A condition of a transition, with its name; one of the two functions is there, or none.</summary>
/// <param name="Name">What must hold, in words.</param>
/// <param name="Plain">The condition, when it needs to know nothing.</param>
/// <param name="Full">The condition otherwise.</param>
/// <param name="NeedsArgument">Whether it cannot be asked without what is given with the trigger.</param>
/// <param name="ReadsState">Whether it may look at the state that the machine is stored in.</param>
internal sealed record Guard<TState, TTrigger>(
    string Name,
    Func<bool>? Plain = null,
    Func<GuardContext<TState, TTrigger>, bool>? Full = null,
    bool NeedsArgument = false,
    bool ReadsState = false)
    where TState : notnull
    where TTrigger : notnull
{
    /// <summary>Whether its code is unknown, because the definition was loaded from JSON.</summary>
    public bool IsMissing => Plain is null && Full is null;

    /// <summary>What it is made of, when it is several that must hold; null when it is one.</summary>
    public IReadOnlyList<string>? Parts { get; init; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Holds(in GuardContext<TState, TTrigger> context) => Plain is { } plain ? plain() : Full!(context);
}
