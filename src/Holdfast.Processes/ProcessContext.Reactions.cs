using System.Diagnostics.CodeAnalysis;
using Holdfast.Processes.Calls;
using Holdfast.Processes.Children;
using Holdfast.Processes.Reactions;

namespace Holdfast.Processes;

/// <content>Processes that react to changes of the state.</content>
/// <remarks>
/// The first parameter of the function that is not supplied (<see cref="State"/> and the like) gets the state right
/// after the commit: as <see cref="Snapshot"/>, <see cref="Value"/>, or as any type that its JSON fits. The arguments
/// are for the parameters behind it. A condition that holds already fires at the beginning, and then once for each
/// commit that touches what it looks at and after which it holds. Throwing <see cref="ProcessExitException"/> ends it.
/// </remarks>
public sealed partial class ProcessContext
{
    private static readonly ReactionOptions NoReactionOptions = new();

    /// <summary>
    /// Starts a process that calls a function after each commit that changes one of some paths; none: any change.
    /// </summary>
    /// <param name="paths">
    /// The paths that count; none: all. With <see cref="ReactionOptions.ExcludesPaths"/>: those that do not count.
    /// </param>
    /// <param name="function">The function; its first parameter that is not supplied gets the state.</param>
    /// <param name="arguments">What its further parameters get, in order.</param>
    /// <inheritdoc cref="Start(Delegate, object?[])" path="/exception"/>
    [RequiresUnreferencedCode(FunctionReference.Reflection)]
    [RequiresDynamicCode(FunctionReference.Reflection)]
    public ChildProcess CallWhenChange(IReadOnlyList<StatePath> paths, Delegate function, params object?[] arguments) =>
        CallWhenChange(NoReactionOptions, paths, function, arguments);

    /// <inheritdoc cref="CallWhenChange(IReadOnlyList{StatePath}, Delegate, object?[])"/>
    /// <param name="options">What counts, and how the process is started.</param>
    /// <param name="paths">The paths that count; none: all.</param>
    /// <param name="function">The function; its first parameter that is not supplied gets the state.</param>
    /// <param name="arguments">What its further parameters get, in order.</param>
    [RequiresUnreferencedCode(FunctionReference.Reflection)]
    [RequiresDynamicCode(FunctionReference.Reflection)]
    public ChildProcess CallWhenChange(
        ReactionOptions options, IReadOnlyList<StatePath> paths, Delegate function, params object?[] arguments) =>
        React(options, new ReactionCondition(ReactionKind.Change, paths), null, function, arguments);

    /// <summary>Starts a process that calls a function when the state meets a predicate.</summary>
    /// <param name="predicate">
    /// A function that captures nothing; asked at the beginning and after each commit.
    /// </param>
    /// <param name="function">The function; its first parameter that is not supplied gets the state.</param>
    /// <param name="arguments">What its further parameters get, in order.</param>
    /// <inheritdoc cref="Start(Delegate, object?[])" path="/exception"/>
    [RequiresUnreferencedCode(FunctionReference.Reflection)]
    [RequiresDynamicCode(FunctionReference.Reflection)]
    public ChildProcess CallWhen(Func<Snapshot, bool> predicate, Delegate function, params object?[] arguments) =>
        CallWhen(NoReactionOptions, predicate, function, arguments);

    /// <inheritdoc cref="CallWhen(Func{Snapshot, bool}, Delegate, object?[])"/>
    /// <param name="options">What counts, and how the process is started.</param>
    /// <param name="predicate">Asked at the beginning and after each commit.</param>
    /// <param name="function">The function; its first parameter that is not supplied gets the state.</param>
    /// <param name="arguments">What its further parameters get, in order.</param>
    [RequiresUnreferencedCode(FunctionReference.Reflection)]
    [RequiresDynamicCode(FunctionReference.Reflection)]
    public ChildProcess CallWhen(
        ReactionOptions options, Func<Snapshot, bool> predicate, Delegate function, params object?[] arguments) =>
        React(options, new ReactionCondition(ReactionKind.When, []), predicate, function, arguments);

    /// <summary>Starts a process that calls a function when the value at a path equals a given one.</summary>
    /// <param name="path">The path of the value. While nothing is there, the condition does not hold.</param>
    /// <param name="value">The value to compare with.</param>
    /// <param name="function">The function; its first parameter that is not supplied gets the state.</param>
    /// <param name="arguments">What its further parameters get, in order.</param>
    /// <inheritdoc cref="Start(Delegate, object?[])" path="/exception"/>
    [RequiresUnreferencedCode(FunctionReference.Reflection)]
    [RequiresDynamicCode(FunctionReference.Reflection)]
    public ChildProcess CallWhenEqual(StatePath path, Value value, Delegate function, params object?[] arguments) =>
        CallWhenEqual(NoReactionOptions, path, value, function, arguments);

    /// <inheritdoc cref="CallWhenEqual(StatePath, Value, Delegate, object?[])"/>
    /// <param name="options">What counts, and how the process is started.</param>
    /// <param name="path">The path of the value.</param>
    /// <param name="value">The value to compare with.</param>
    /// <param name="function">The function; its first parameter that is not supplied gets the state.</param>
    /// <param name="arguments">What its further parameters get, in order.</param>
    [RequiresUnreferencedCode(FunctionReference.Reflection)]
    [RequiresDynamicCode(FunctionReference.Reflection)]
    public ChildProcess CallWhenEqual(
        ReactionOptions options, StatePath path, Value value, Delegate function, params object?[] arguments) =>
        React(options, new ReactionCondition(ReactionKind.Equal, [path], value), null, function, arguments);

    /// <summary>
    /// Starts a process that calls a function when there is a value at a path that does not equal a given one.
    /// </summary>
    /// <param name="path">The path of the value. While nothing is there, the condition does not hold.</param>
    /// <param name="value">The value to compare with.</param>
    /// <param name="function">The function; its first parameter that is not supplied gets the state.</param>
    /// <param name="arguments">What its further parameters get, in order.</param>
    /// <inheritdoc cref="Start(Delegate, object?[])" path="/exception"/>
    [RequiresUnreferencedCode(FunctionReference.Reflection)]
    [RequiresDynamicCode(FunctionReference.Reflection)]
    public ChildProcess CallWhenNotEqual(StatePath path, Value value, Delegate function, params object?[] arguments) =>
        CallWhenNotEqual(NoReactionOptions, path, value, function, arguments);

    /// <inheritdoc cref="CallWhenNotEqual(StatePath, Value, Delegate, object?[])"/>
    /// <param name="options">What counts, and how the process is started.</param>
    /// <param name="path">The path of the value.</param>
    /// <param name="value">The value to compare with.</param>
    /// <param name="function">The function; its first parameter that is not supplied gets the state.</param>
    /// <param name="arguments">What its further parameters get, in order.</param>
    [RequiresUnreferencedCode(FunctionReference.Reflection)]
    [RequiresDynamicCode(FunctionReference.Reflection)]
    public ChildProcess CallWhenNotEqual(
        ReactionOptions options, StatePath path, Value value, Delegate function, params object?[] arguments) =>
        React(options, new ReactionCondition(ReactionKind.NotEqual, [path], value), null, function, arguments);

    /// <summary>Starts a process that calls a function when the value at a path is null.</summary>
    /// <param name="path">The path of the value. While nothing is there, the condition does not hold.</param>
    /// <param name="function">The function; its first parameter that is not supplied gets the state.</param>
    /// <param name="arguments">What its further parameters get, in order.</param>
    /// <inheritdoc cref="Start(Delegate, object?[])" path="/exception"/>
    [RequiresUnreferencedCode(FunctionReference.Reflection)]
    [RequiresDynamicCode(FunctionReference.Reflection)]
    public ChildProcess CallWhenNull(StatePath path, Delegate function, params object?[] arguments) =>
        CallWhenNull(NoReactionOptions, path, function, arguments);

    /// <inheritdoc cref="CallWhenNull(StatePath, Delegate, object?[])"/>
    /// <param name="options">What counts, and how the process is started.</param>
    /// <param name="path">The path of the value.</param>
    /// <param name="function">The function; its first parameter that is not supplied gets the state.</param>
    /// <param name="arguments">What its further parameters get, in order.</param>
    [RequiresUnreferencedCode(FunctionReference.Reflection)]
    [RequiresDynamicCode(FunctionReference.Reflection)]
    public ChildProcess CallWhenNull(
        ReactionOptions options, StatePath path, Delegate function, params object?[] arguments) =>
        React(options, new ReactionCondition(ReactionKind.Null, [path]), null, function, arguments);

    /// <summary>Starts a process that calls a function when there is a value at a path that is not null.</summary>
    /// <param name="path">The path of the value. While nothing is there, the condition does not hold.</param>
    /// <param name="function">The function; its first parameter that is not supplied gets the state.</param>
    /// <param name="arguments">What its further parameters get, in order.</param>
    /// <inheritdoc cref="Start(Delegate, object?[])" path="/exception"/>
    [RequiresUnreferencedCode(FunctionReference.Reflection)]
    [RequiresDynamicCode(FunctionReference.Reflection)]
    public ChildProcess CallWhenNotNull(StatePath path, Delegate function, params object?[] arguments) =>
        CallWhenNotNull(NoReactionOptions, path, function, arguments);

    /// <inheritdoc cref="CallWhenNotNull(StatePath, Delegate, object?[])"/>
    /// <param name="options">What counts, and how the process is started.</param>
    /// <param name="path">The path of the value.</param>
    /// <param name="function">The function; its first parameter that is not supplied gets the state.</param>
    /// <param name="arguments">What its further parameters get, in order.</param>
    [RequiresUnreferencedCode(FunctionReference.Reflection)]
    [RequiresDynamicCode(FunctionReference.Reflection)]
    public ChildProcess CallWhenNotNull(
        ReactionOptions options, StatePath path, Delegate function, params object?[] arguments) =>
        React(options, new ReactionCondition(ReactionKind.NotNull, [path]), null, function, arguments);

    /// <summary>Starts a process that calls a function when there is a value at a path; null counts as one.</summary>
    /// <param name="path">The path of the value.</param>
    /// <param name="function">The function; its first parameter that is not supplied gets the state.</param>
    /// <param name="arguments">What its further parameters get, in order.</param>
    /// <inheritdoc cref="Start(Delegate, object?[])" path="/exception"/>
    [RequiresUnreferencedCode(FunctionReference.Reflection)]
    [RequiresDynamicCode(FunctionReference.Reflection)]
    public ChildProcess CallWhenAvailable(StatePath path, Delegate function, params object?[] arguments) =>
        CallWhenAvailable(NoReactionOptions, path, function, arguments);

    /// <inheritdoc cref="CallWhenAvailable(StatePath, Delegate, object?[])"/>
    /// <param name="options">What counts, and how the process is started.</param>
    /// <param name="path">The path of the value.</param>
    /// <param name="function">The function; its first parameter that is not supplied gets the state.</param>
    /// <param name="arguments">What its further parameters get, in order.</param>
    [RequiresUnreferencedCode(FunctionReference.Reflection)]
    [RequiresDynamicCode(FunctionReference.Reflection)]
    public ChildProcess CallWhenAvailable(
        ReactionOptions options, StatePath path, Delegate function, params object?[] arguments) =>
        React(options, new ReactionCondition(ReactionKind.Available, [path]), null, function, arguments);

    [RequiresUnreferencedCode(FunctionReference.Reflection)]
    [RequiresDynamicCode(FunctionReference.Reflection)]
    private ChildProcess React(
        ReactionOptions options,
        ReactionCondition condition,
        Func<Snapshot, bool>? predicate,
        Delegate function,
        object?[] arguments)
    {
        condition.ThrowIfMisfit(options);
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(arguments);
        ThrowIfDisposed();
        ChildProcess process = new(this, Launch.OfReaction(this, options, condition, predicate, function, arguments));
        lock (_lock)
        {
            ThrowIfDisposed();
            _processes.Add(process);
        }

        StartOrForget(process);
        return process;
    }
}
