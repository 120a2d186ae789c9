using Holdfast.Machines;

namespace Holdfast.Tests.Machines;

/// <summary>What every machine at a path does beside what all machines do.</summary>
public abstract partial class StoredMachineContract : MachineContract, IDisposable
{
    private Store? _store;

    /// <summary>The state whose path <c>/machine</c> is the machine.</summary>
    protected State State => (_store ??= OpenStore()).GetState("machines");

    protected abstract Store OpenStore();

    protected override Machine<TState, TTrigger> Make<TState, TTrigger>(
        MachineDefinition<TState, TTrigger> definition, object? context = null) =>
        State.GetMachine("/machine", definition, Options<TState>() with { Context = context });

    protected StoredMachineOptions<TState> Options<TState>()
        where TState : notnull => new() { TimeProvider = Clock };

    public void Dispose()
    {
        _store?.Dispose();
        CleanUp();
        GC.SuppressFinalize(this);
    }

    protected virtual void CleanUp()
    {
    }

    protected void Reopen()
    {
        _store?.Dispose();
        _store = null;
    }
}
