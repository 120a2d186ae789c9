using Holdfast.Errors;
using Holdfast.Machines.Storing;

namespace Holdfast.Machines;

/// <summary>Machines at paths of a state.</summary>
public static class MachineExtensions
{
    /// <summary>
    /// Gives the machine at a path, which all processes share, and makes it in its initial state if there is none.
    /// </summary>
    /// <remarks>
    /// Shape.      The namespace keeps its whole history, unless <see cref="Store.SetRetention"/> said how
    ///             much. When the stored definition is another one, this one takes its place.
    /// Durability. As of a commit: there is one when something has to be made or brought up to date.
    /// </remarks>
    /// <param name="state">The state that keeps it.</param>
    /// <param name="path">The path of the machine.</param>
    /// <param name="definition">What the machine may do.</param>
    /// <param name="options">The options; null: the defaults.</param>
    /// <exception cref="HoldfastOperationException">
    /// NotAMachine: something else is at the path. UnknownMachineName: the machine is in a state that the definition
    /// does not have, and there is no <see cref="StoredMachineOptions{TState}.Migrate"/>. Nothing was changed.
    /// </exception>
    public static Machine<TState, TTrigger> GetMachine<TState, TTrigger>(
        this State state,
        StatePath path,
        MachineDefinition<TState, TTrigger> definition,
        StoredMachineOptions<TState>? options = null)
        where TState : notnull
        where TTrigger : notnull
    {
        Machine<TState, TTrigger> machine = Bind(state, path, definition, options ??= new());
        machine.Open();
        return machine;
    }

    /// <inheritdoc cref="GetMachine"/>
    public static async Task<Machine<TState, TTrigger>> GetMachineAsync<TState, TTrigger>(
        this State state,
        StatePath path,
        MachineDefinition<TState, TTrigger> definition,
        StoredMachineOptions<TState>? options = null,
        CancellationToken token = default)
        where TState : notnull
        where TTrigger : notnull
    {
        Machine<TState, TTrigger> machine = Bind(state, path, definition, options ??= new());
        await machine.OpenAsync(token).ConfigureAwait(false);
        return machine;
    }

    /// <summary>
    /// Gives the machine at a path by its stored definition: of its guards those that functions are given for, and
    /// none of its actions.
    /// </summary>
    /// <param name="state">The state that keeps it.</param>
    /// <param name="path">The path of the machine.</param>
    /// <param name="guards">The functions of guards, by name; a transition whose guard has none is refused.</param>
    /// <exception cref="PathNotFoundException">PathNotFound: nothing is at the path.</exception>
    /// <exception cref="HoldfastOperationException">NotAMachine: what is at the path is not a machine.</exception>
    public static Machine<string, string> GetStoredMachine(
        this State state,
        StatePath path,
        IReadOnlyDictionary<string, Func<GuardContext<string, string>, bool>>? guards = null)
    {
        ArgumentNullException.ThrowIfNull(state);
        StatePath own = path / PositionForm.Definition;
        Value there = state.Get(path);
        if (!there.TryGet(StatePath.Root / PositionForm.Definition, out Value found))
            throw NotAMachine(path);
        if (found.Kind != ValueKind.String) return state.OpenStored(path, found, null, guards);
        StatePath place = StatePath.Parse((string)found!);
        if (!place.StartsWith(state.Path)) throw NotAMachine(path);
        StatePath shared = place.Skip(state.Path.Count);
        return state.TryGet(shared, out found) ? state.OpenStored(path, found, shared, guards) : throw NotAMachine(own);
    }

    private static Machine<string, string> OpenStored(
        this State state,
        StatePath path,
        Value definition,
        StatePath? shared,
        IReadOnlyDictionary<string, Func<GuardContext<string, string>, bool>>? guards) =>
        new(MachineDefinition.FromJson(definition, guards), state, path, new StoredDefinition(
            definition, state.Path, path, shared), new StoredMachineOptions<string>());

    private static Machine<TState, TTrigger> Bind<TState, TTrigger>(
        State state,
        StatePath path,
        MachineDefinition<TState, TTrigger> definition,
        StoredMachineOptions<TState> options)
        where TState : notnull
        where TTrigger : notnull
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(definition);
        state.Store.TrySetRetention(state.Name, Retention.Everything);
        var stored = new StoredDefinition(definition.ToJson(), state.Path, path, options.DefinitionPath);
        return new(definition, state, path, stored, options);
    }

    private static HoldfastOperationException NotAMachine(StatePath path) => new(
        ErrorCode.NotAMachine, $"What is at '{path}' is not a machine with its definition; look at it with get.");
}
