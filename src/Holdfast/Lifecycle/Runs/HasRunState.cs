namespace Holdfast.Lifecycle.Runs;

/// <summary>A base for classes whose work is controlled by a run state.</summary>
/// <remarks>Source. cs.resources, RunStateMixin.</remarks>
public abstract class HasRunState : IHasRunState
{
    /// <summary>Takes the current run, or a new one with the name of the class.</summary>
    protected HasRunState() => RunState = RunState.CurrentOrNew(GetType().Name);

    /// <summary>Makes a new run state of a name.</summary>
    protected HasRunState(string name) => RunState = new RunState(name);

    /// <summary>Takes a given run state.</summary>
    protected HasRunState(RunState run)
    {
        ArgumentNullException.ThrowIfNull(run);
        RunState = run;
    }

    /// <inheritdoc/>
    public RunState RunState { get; }
}
