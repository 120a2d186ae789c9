namespace Holdfast.Processes.Reactions;

/// <summary>Calls functions of this process when a state changes.</summary>
/// <remarks>
/// Shape.   The function gets the state right after the commit. A condition that holds already fires at the
///          beginning, and then once for each commit that touches what it looks at and after which it holds.
/// Threads. Any. Calls of one subscription come one after the other, on threads of the pool.
/// Source.  zproc's call_when functions.
/// </remarks>
public static class StateReactions
{
    /// <summary>Calls a function after each commit that changes one of some paths; none: any change.</summary>
    /// <param name="state">The state that is watched.</param>
    /// <param name="paths">
    /// The paths that count; none: all. With <see cref="ReactionOptions.ExcludesPaths"/>: those that do not count.
    /// </param>
    /// <param name="function">Called with the state right after the commit.</param>
    /// <param name="options">What counts; null: the defaults.</param>
    /// <returns>The subscription; disposing of it ends it.</returns>
    public static Reaction CallWhenChange(
        this State state,
        IReadOnlyList<StatePath> paths,
        Func<Snapshot, Task> function,
        ReactionOptions? options = null) =>
        Reaction.Start(state, new ReactionCondition(ReactionKind.Change, paths), options, function);

    /// <inheritdoc cref="CallWhenChange(State, IReadOnlyList{StatePath}, Func{Snapshot, Task}, ReactionOptions?)"/>
    public static Reaction CallWhenChange(
        this State state, IReadOnlyList<StatePath> paths, Action<Snapshot> function, ReactionOptions? options = null) =>
        state.CallWhenChange(paths, Waited(function), options);

    /// <summary>Calls a function when the state meets a predicate.</summary>
    /// <param name="state">The state that is watched.</param>
    /// <param name="predicate">Asked at the beginning and after each commit.</param>
    /// <param name="function">Called with the state right after the commit.</param>
    /// <param name="options">What counts; null: the defaults.</param>
    /// <returns>The subscription; disposing of it ends it.</returns>
    public static Reaction CallWhen(
        this State state,
        Func<Snapshot, bool> predicate,
        Func<Snapshot, Task> function,
        ReactionOptions? options = null) =>
        Reaction.Start(state, new ReactionCondition(ReactionKind.When, [], default, predicate), options, function);

    /// <inheritdoc cref="CallWhen(State, Func{Snapshot, bool}, Func{Snapshot, Task}, ReactionOptions?)"/>
    public static Reaction CallWhen(
        this State state, Func<Snapshot, bool> predicate, Action<Snapshot> function, ReactionOptions? options = null) =>
        state.CallWhen(predicate, Waited(function), options);

    /// <summary>Calls a function when the value at a path equals a given one.</summary>
    /// <param name="state">The state that is watched.</param>
    /// <param name="path">The path of the value. While nothing is there, the condition does not hold.</param>
    /// <param name="value">The value to compare with.</param>
    /// <param name="function">Called with the state right after the commit.</param>
    /// <param name="options">What counts; null: the defaults.</param>
    /// <returns>The subscription; disposing of it ends it.</returns>
    public static Reaction CallWhenEqual(
        this State state,
        StatePath path,
        Value value,
        Func<Snapshot, Task> function,
        ReactionOptions? options = null) =>
        Reaction.Start(state, new ReactionCondition(ReactionKind.Equal, [path], value), options, function);

    /// <inheritdoc cref="CallWhenEqual(State, StatePath, Value, Func{Snapshot, Task}, ReactionOptions?)"/>
    public static Reaction CallWhenEqual(
        this State state, StatePath path, Value value, Action<Snapshot> function, ReactionOptions? options = null) =>
        state.CallWhenEqual(path, value, Waited(function), options);

    /// <summary>Calls a function when there is a value at a path that does not equal a given one.</summary>
    /// <param name="state">The state that is watched.</param>
    /// <param name="path">The path of the value. While nothing is there, the condition does not hold.</param>
    /// <param name="value">The value to compare with.</param>
    /// <param name="function">Called with the state right after the commit.</param>
    /// <param name="options">What counts; null: the defaults.</param>
    /// <returns>The subscription; disposing of it ends it.</returns>
    public static Reaction CallWhenNotEqual(
        this State state,
        StatePath path,
        Value value,
        Func<Snapshot, Task> function,
        ReactionOptions? options = null) =>
        Reaction.Start(state, new ReactionCondition(ReactionKind.NotEqual, [path], value), options, function);

    /// <inheritdoc cref="CallWhenNotEqual(State, StatePath, Value, Func{Snapshot, Task}, ReactionOptions?)"/>
    public static Reaction CallWhenNotEqual(
        this State state, StatePath path, Value value, Action<Snapshot> function, ReactionOptions? options = null) =>
        state.CallWhenNotEqual(path, value, Waited(function), options);

    /// <summary>Calls a function when the value at a path is null.</summary>
    /// <param name="state">The state that is watched.</param>
    /// <param name="path">The path of the value. While nothing is there, the condition does not hold.</param>
    /// <param name="function">Called with the state right after the commit.</param>
    /// <param name="options">What counts; null: the defaults.</param>
    /// <returns>The subscription; disposing of it ends it.</returns>
    public static Reaction CallWhenNull(
        this State state, StatePath path, Func<Snapshot, Task> function, ReactionOptions? options = null) =>
        Reaction.Start(state, new ReactionCondition(ReactionKind.Null, [path]), options, function);

    /// <inheritdoc cref="CallWhenNull(State, StatePath, Func{Snapshot, Task}, ReactionOptions?)"/>
    public static Reaction CallWhenNull(
        this State state, StatePath path, Action<Snapshot> function, ReactionOptions? options = null) =>
        state.CallWhenNull(path, Waited(function), options);

    /// <summary>Calls a function when there is a value at a path that is not null.</summary>
    /// <param name="state">The state that is watched.</param>
    /// <param name="path">The path of the value. While nothing is there, the condition does not hold.</param>
    /// <param name="function">Called with the state right after the commit.</param>
    /// <param name="options">What counts; null: the defaults.</param>
    /// <returns>The subscription; disposing of it ends it.</returns>
    public static Reaction CallWhenNotNull(
        this State state, StatePath path, Func<Snapshot, Task> function, ReactionOptions? options = null) =>
        Reaction.Start(state, new ReactionCondition(ReactionKind.NotNull, [path]), options, function);

    /// <inheritdoc cref="CallWhenNotNull(State, StatePath, Func{Snapshot, Task}, ReactionOptions?)"/>
    public static Reaction CallWhenNotNull(
        this State state, StatePath path, Action<Snapshot> function, ReactionOptions? options = null) =>
        state.CallWhenNotNull(path, Waited(function), options);

    /// <summary>Calls a function when there is a value at a path; null counts as one.</summary>
    /// <param name="state">The state that is watched.</param>
    /// <param name="path">The path of the value.</param>
    /// <param name="function">Called with the state right after the commit.</param>
    /// <param name="options">What counts; null: the defaults.</param>
    /// <returns>The subscription; disposing of it ends it.</returns>
    public static Reaction CallWhenAvailable(
        this State state, StatePath path, Func<Snapshot, Task> function, ReactionOptions? options = null) =>
        Reaction.Start(state, new ReactionCondition(ReactionKind.Available, [path]), options, function);

    /// <inheritdoc cref="CallWhenAvailable(State, StatePath, Func{Snapshot, Task}, ReactionOptions?)"/>
    public static Reaction CallWhenAvailable(
        this State state, StatePath path, Action<Snapshot> function, ReactionOptions? options = null) =>
        state.CallWhenAvailable(path, Waited(function), options);

    private static Func<Snapshot, Task> Waited(Action<Snapshot> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return state =>
        {
            function(state);
            return Task.CompletedTask;
        };
    }
}
