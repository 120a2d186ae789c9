namespace Holdfast.Machines;

/// <summary>Says how a machine at a path is opened.</summary>
/// <remarks>Threads. Immutable.</remarks>
public sealed record StoredMachineOptions<TState>
    where TState : notnull
{
    /// <summary>
    /// Gives the state of the definition for the name of one that it does not have any more; null: a stored machine
    /// in such a state is refused with UnknownMachineName.
    /// </summary>
    public Func<string, TState>? Migrate { get; init; }

    /// <summary>
    /// Where the definition is stored, when machines share it; null: each has it with it, about as large as its JSON.
    /// </summary>
    public StatePath? DefinitionPath { get; init; }

    /// <summary>Anything that guards and actions need to know of this machine in this process.</summary>
    public object? Context { get; init; }

    /// <summary>The clock for times and delays; null is that of the store.</summary>
    public TimeProvider? TimeProvider { get; init; }
}
