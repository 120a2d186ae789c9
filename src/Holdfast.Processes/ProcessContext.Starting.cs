using System.Diagnostics.CodeAnalysis;
using Holdfast.Errors;
using Holdfast.Processes.Calls;
using Holdfast.Processes.Children;

namespace Holdfast.Processes;

/// <content>Making and starting processes.</content>
public sealed partial class ProcessContext
{
    private static readonly ProcessOptions NoOptions = new();

    /// <summary>Starts a function in another process.</summary>
    /// <param name="function">
    /// A static method, or a lambda that captures nothing. Parameters of the types <see cref="State"/>,
    /// <see cref="ProcessContext"/>, <see cref="CancellationToken"/> and <see cref="Lifecycle.Runs.RunState"/> are
    /// given to it where it runs. A task that it returns is awaited there.
    /// </param>
    /// <param name="arguments">What its other parameters get, in order; they go as JSON.</param>
    /// <exception cref="HoldfastArgumentException">
    /// FunctionNotPortable, naming what it captures; ArgumentNotPortable, naming the argument; StoreNotShared. Nothing
    /// was started.
    /// </exception>
    /// <exception cref="HoldfastException">ChildFailed: the system cannot start it.</exception>
    /// <exception cref="ObjectDisposedException">The context was disposed of.</exception>
    [RequiresUnreferencedCode(FunctionReference.Reflection)]
    [RequiresDynamicCode(FunctionReference.Reflection)]
    public ChildProcess Start(Delegate function, params object?[] arguments) => Start(NoOptions, function, arguments);

    /// <inheritdoc cref="Start(Delegate, object?[])"/>
    /// <param name="options">How it is started; these override the options of the context.</param>
    /// <param name="function">The function, a static method or a lambda that captures nothing.</param>
    /// <param name="arguments">What its other parameters get, in order; they go as JSON.</param>
    [RequiresUnreferencedCode(FunctionReference.Reflection)]
    [RequiresDynamicCode(FunctionReference.Reflection)]
    public ChildProcess Start(ProcessOptions options, Delegate function, params object?[] arguments)
    {
        ChildProcess process = Create(options, function, arguments);
        StartOrForget(process);
        return process;
    }

    /// <summary>Makes a process that is started later.</summary>
    /// <inheritdoc cref="Start(Delegate, object?[])"/>
    [RequiresUnreferencedCode(FunctionReference.Reflection)]
    [RequiresDynamicCode(FunctionReference.Reflection)]
    public ChildProcess Create(Delegate function, params object?[] arguments) => Create(NoOptions, function, arguments);

    /// <summary>Makes a process that is started later.</summary>
    /// <inheritdoc cref="Start(ProcessOptions, Delegate, object?[])"/>
    [RequiresUnreferencedCode(FunctionReference.Reflection)]
    [RequiresDynamicCode(FunctionReference.Reflection)]
    public ChildProcess Create(ProcessOptions options, Delegate function, params object?[] arguments)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(arguments);
        ThrowIfDisposed();
        ChildProcess process = new(this, Launch.Of(this, options, function, arguments));
        lock (_lock)
        {
            ThrowIfDisposed();
            _processes.Add(process);
        }

        return process;
    }

    /// <summary>Makes several processes of each function, to be started later.</summary>
    /// <param name="count">How many of each; 0 or more.</param>
    /// <param name="functions">The functions, which take only what is given to them where they run.</param>
    /// <returns>All of the first function, then all of the second, and so on.</returns>
    /// <inheritdoc cref="Start(Delegate, object?[])" path="/exception"/>
    [RequiresUnreferencedCode(FunctionReference.Reflection)]
    [RequiresDynamicCode(FunctionReference.Reflection)]
    public IReadOnlyList<ChildProcess> CreateMany(int count, params Delegate[] functions)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentNullException.ThrowIfNull(functions);
        return [.. functions.SelectMany(function => Enumerable.Range(0, count).Select(_ => Create(function)))];
    }

    /// <summary>Starts all that were made here and not yet started.</summary>
    /// <exception cref="ObjectDisposedException">The context was disposed of.</exception>
    public void StartAll()
    {
        ThrowIfDisposed();
        foreach (ChildProcess process in Processes.Where(process => process.Phase == ProcessPhase.Created))
            process.Start();
    }

    /// <summary>Stops all processes at the same time; workers go on.</summary>
    /// <param name="grace">How long they may take; null: as their options say.</param>
    /// <returns>Their exit codes in order; null of one that was not started.</returns>
    /// <exception cref="ObjectDisposedException">The context was disposed of, which has stopped them.</exception>
    public IReadOnlyList<int?> StopAll(TimeSpan? grace = null) => StopAllAsync(grace).GetAwaiter().GetResult();

    /// <inheritdoc cref="StopAll"/>
    public async Task<IReadOnlyList<int?>> StopAllAsync(TimeSpan? grace = null)
    {
        ThrowIfDisposed();
        return await StopEachAsync(grace).ConfigureAwait(false);
    }

    /// <summary>Starts one that nobody else has.</summary>
    private void StartOrForget(ChildProcess process)
    {
        try
        {
            process.Start();
        }
        catch
        {
            // To wait for it, or to start it with all others, would be a surprise.
            lock (_lock) _processes.Remove(process);
            throw;
        }
    }

    private Task<int?[]> StopEachAsync(TimeSpan? grace) =>
        Task.WhenAll(Processes.Select(process => process.StopAsync(grace)));
}
