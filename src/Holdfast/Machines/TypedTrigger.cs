using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Holdfast.Machines;

/// <summary>A trigger together with the type of what is given when it is fired.</summary>
/// <remarks>
/// Shape.   Numbers, texts, truth values, names of an enum, times and dates, <see cref="Guid"/>, <see cref="Uri"/> and
///          <see cref="Value"/> can be stored as they are. Anything else can be fired in memory; to be fired at a path
///          it needs to be told how it becomes JSON.
/// Threads. Immutable.
/// </remarks>
public sealed class TypedTrigger<TTrigger, TArgument>
    where TTrigger : notnull
{
    private readonly ArgumentForm _form;

    internal TypedTrigger(TTrigger trigger, ArgumentForm form) => (Trigger, _form) = (trigger, form);

    /// <summary>The trigger.</summary>
    public TTrigger Trigger { get; }

    /// <summary>Gives what was given with the trigger when a transition was taken.</summary>
    /// <exception cref="Errors.HoldfastArgumentException">
    /// BadTriggerArgument: it is of another type, for example that of a transition that another trigger made.
    /// </exception>
    /// <exception cref="Errors.HoldfastOperationException">
    /// WrongKind: what is stored is not such a value: somebody fired without knowing the type.
    /// </exception>
    public TArgument ArgumentOf<TState>(Transition<TState, TTrigger> transition)
        where TState : notnull
    {
        ArgumentNullException.ThrowIfNull(transition);
        return _form.Read<TArgument>(transition.Argument);
    }
}
