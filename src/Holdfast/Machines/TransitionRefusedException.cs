using Holdfast.Errors;

namespace Holdfast.Machines;

/// <summary>Reports that a machine does not take a transition from the state that it is in; it stays in it.</summary>
public sealed class TransitionRefusedException : InvalidOperationException, IHoldfastError
{
    internal TransitionRefusedException(
        ErrorCode code, string message, string state, string wanted, IReadOnlyList<string> allowed)
        : base(message) => (Code, State, Wanted, Allowed) = (code, state, wanted, allowed);

    /// <inheritdoc/>
    public ErrorCode Code { get; }

    /// <summary>The state that the machine is in.</summary>
    public string State { get; }

    /// <summary>The trigger that was fired, or the state that was to be gone to.</summary>
    public string Wanted { get; }

    /// <summary>The triggers, or the states, that it takes from there, whatever their guards say.</summary>
    public IReadOnlyList<string> Allowed { get; }
}
