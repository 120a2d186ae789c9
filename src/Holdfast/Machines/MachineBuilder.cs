using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Holdfast.Machines.Definitions;

namespace Holdfast.Machines;

/// <summary>Collects the states and transitions of a machine and checks them when the definition is built.</summary>
/// <remarks>
/// Shape.   Every state that a transition leads to is named with <see cref="In"/> or <see cref="Terminal"/>, so that a
///          misspelt one is found. Of several transitions of one state for one trigger the first whose guard holds is
///          taken; only the last may be without a guard.
/// Threads. One at a time; what it builds is immutable.
/// </remarks>
public sealed class MachineBuilder<TState, TTrigger>
    where TState : notnull
    where TTrigger : notnull
{
    private readonly MachineSpecification<TState, TTrigger> _machine;

    /// <summary>Begins a definition.</summary>
    /// <param name="initial">The state in which a machine begins; of a super-state, its initial sub-state.</param>
    public MachineBuilder(TState initial)
    {
        ArgumentNullException.ThrowIfNull(initial);
        _machine = new MachineSpecification<TState, TTrigger>(initial);
    }

    /// <summary>Names a state, or goes on with it.</summary>
    public StateBuilder<TState, TTrigger> In(TState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return new StateBuilder<TState, TTrigger>(_machine.State(state));
    }

    /// <summary>Names states that nothing leaves.</summary>
    public MachineBuilder<TState, TTrigger> Terminal(params ReadOnlySpan<TState> states)
    {
        foreach (TState state in states) _machine.State(state);
        return this;
    }

    /// <summary>Says what type is given with a trigger; a machine refuses to be fired with anything else.</summary>
    public TypedTrigger<TTrigger, TArgument> Trigger<TArgument>(TTrigger trigger) =>
        Trigger<TArgument>(trigger, new ArgumentForm(typeof(TArgument)));

    /// <summary>Says what type is given with a trigger, and how it becomes JSON for a machine at a path.</summary>
    public TypedTrigger<TTrigger, TArgument> Trigger<TArgument>(TTrigger trigger, JsonTypeInfo<TArgument> type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return Trigger<TArgument>(trigger, new ArgumentForm(
            typeof(TArgument), argument => Value.From((TArgument)argument, type), stored => stored.As(type)));
    }

    /// <inheritdoc cref="Trigger{TArgument}(TTrigger, JsonTypeInfo{TArgument})"/>
    [RequiresUnreferencedCode(Value.Reflection)]
    [RequiresDynamicCode(Value.Reflection)]
    public TypedTrigger<TTrigger, TArgument> Trigger<TArgument>(TTrigger trigger, JsonSerializerOptions? options) =>
        Trigger<TArgument>(trigger, new ArgumentForm(
            typeof(TArgument),
            argument => Value.From((TArgument)argument, options),
            stored => stored.As<TArgument>(options)));

    /// <summary>Says what happens when a trigger is fired that the machine's state does not take.</summary>
    public MachineBuilder<TState, TTrigger> OnUnhandled(UnhandledTrigger policy)
    {
        _machine.Unhandled = policy;
        return this;
    }

    /// <summary>
    /// Says what is called when a trigger is fired that the machine's state does not take. The machine stays where it
    /// is; what the function throws goes to whoever fired.
    /// </summary>
    public MachineBuilder<TState, TTrigger> OnUnhandled(Action<GuardContext<TState, TTrigger>> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        _machine.OnUnhandled = function;
        return this;
    }

    /// <summary>
    /// Runs the actions inside the firing: before anybody can see the new state, while other firings wait. When one
    /// fails, the machine is where it was.
    /// </summary>
    /// <remarks>
    /// At a path they run within the atomic function whose commit the firing becomes, and so may run more than once;
    /// they change the state through <see cref="ActionContext{TState, TTrigger}.Transaction"/>.
    /// </remarks>
    public MachineBuilder<TState, TTrigger> RevertOnFailure()
    {
        _machine.RevertsOnFailure = true;
        return this;
    }

    /// <summary>Checks everything and gives the definition.</summary>
    /// <exception cref="InvalidMachineException">InvalidMachine: it lists all that is wrong.</exception>
    public MachineDefinition<TState, TTrigger> Build() => new(Compiler<TState, TTrigger>.Compile(_machine));

    private TypedTrigger<TTrigger, TArgument> Trigger<TArgument>(TTrigger trigger, ArgumentForm form)
    {
        ArgumentNullException.ThrowIfNull(trigger);
        _machine.Arguments[trigger] = form;
        return new TypedTrigger<TTrigger, TArgument>(trigger, form);
    }
}
