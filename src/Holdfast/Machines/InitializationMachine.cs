using Holdfast.Errors;

namespace Holdfast.Machines;

/// <summary>
/// Guards the initialization of a component: one of many threads does it, the others wait for it, and what it failed
/// with is kept.
/// </summary>
/// <remarks>
/// Threads. Any.
/// Source.  provide.foundation's initialization state machine.
/// </remarks>
public sealed class InitializationMachine
{
    /// <summary>How long is waited for the end of an initialization, unless it is said.</summary>
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(10);

    private static readonly MachineDefinition<InitializationState, InitializationTrigger> Table = Define();

    private readonly Machine<InitializationState, InitializationTrigger> _machine;

    /// <summary>Makes one whose component is not initialized.</summary>
    /// <param name="clock">The clock for waiting; null is the system's.</param>
    public InitializationMachine(TimeProvider? clock = null) => _machine = Table.CreateMachine(
        new MachineOptions { Context = new Box(), TimeProvider = clock });

    /// <summary>Its states and transitions.</summary>
    public static MachineDefinition<InitializationState, InitializationTrigger> Definition => Table;

    /// <summary>The state of the initialization.</summary>
    public InitializationState State => _machine.Current;

    /// <summary>What it failed with; null while it has not.</summary>
    public Exception? Error => State == InitializationState.Failed ? BoxOf(_machine).Error : null;

    /// <summary>Begins the initialization, for one caller only.</summary>
    /// <returns>False when it is going on, done or failed.</returns>
    public bool TryStart() => _machine.TryFire(InitializationTrigger.Start);

    /// <summary>Says that it is done.</summary>
    /// <returns>False when it is not going on.</returns>
    public bool TryComplete() => _machine.TryFire(InitializationTrigger.Complete);

    /// <summary>Says that it failed, and with what.</summary>
    /// <returns>False when it is not going on; then the error is not kept.</returns>
    public bool TryFail(Exception error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return _machine.TryFire(InitializationTrigger.Fail, error);
    }

    /// <summary>Makes it as if it had never begun.</summary>
    /// <returns>False when it had not.</returns>
    public bool TryReset() => _machine.TryFire(InitializationTrigger.Reset);

    /// <summary>Waits until it is done or has failed.</summary>
    /// <param name="timeout">How long; null is <see cref="DefaultTimeout"/>.</param>
    /// <param name="token">Ends the waiting.</param>
    /// <returns>False when it has neither been done nor failed in that time.</returns>
    public async Task<bool> WaitForCompletionAsync(TimeSpan? timeout = null, CancellationToken token = default)
    {
        try
        {
            await _machine.WaitForAnyAsync(
                [Table.NodeOf(InitializationState.Initialized), Table.NodeOf(InitializationState.Failed)],
                timeout ?? DefaultTimeout,
                token).ConfigureAwait(false);
            return true;
        }
        catch (HoldfastTimeoutException)
        {
            return false;
        }
    }

    /// <inheritdoc cref="WaitForCompletionAsync"/>
    public bool WaitForCompletion(TimeSpan? timeout = null) =>
        WaitForCompletionAsync(timeout).ConfigureAwait(false).GetAwaiter().GetResult();

    private static Box BoxOf(Machine<InitializationState, InitializationTrigger> machine) => (Box)machine.Context!;

    private static MachineDefinition<InitializationState, InitializationTrigger> Define()
    {
        // The error is kept before anybody can see that it failed.
        var builder = new MachineBuilder<InitializationState, InitializationTrigger>(InitializationState.Uninitialized)
            .RevertOnFailure();
        TypedTrigger<InitializationTrigger, Exception> fail =
            builder.Trigger<Exception>(InitializationTrigger.Fail);
        builder.In(InitializationState.Uninitialized)
            .On(InitializationTrigger.Start, InitializationState.Initializing);
        builder.In(InitializationState.Initializing)
            .On(InitializationTrigger.Complete, InitializationState.Initialized)
            .On(InitializationTrigger.Reset, InitializationState.Uninitialized)
            .On(fail, InitializationState.Failed).Do((error, context) => BoxOf(context.Machine).Error = error);
        builder.In(InitializationState.Initialized)
            .On(InitializationTrigger.Reset, InitializationState.Uninitialized);
        builder.In(InitializationState.Failed)
            .On(InitializationTrigger.Reset, InitializationState.Uninitialized);
        return builder.Build();
    }

    /// <summary>What belongs to one machine beside its state.</summary>
    private sealed class Box
    {
        public volatile Exception? Error;
    }
}
