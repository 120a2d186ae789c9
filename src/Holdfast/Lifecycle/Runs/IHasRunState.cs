namespace Holdfast.Lifecycle.Runs;

/// <summary>
/// Something whose work is controlled by a run state; <see cref="RunStateForwarding"/> gives it the verbs.
/// </summary>
public interface IHasRunState
{
    /// <summary>The run state.</summary>
    RunState RunState { get; }
}
