using Holdfast.Lifecycle.Runs;
using Holdfast.Processes.Calls;
using Holdfast.Reporting;

namespace Holdfast.Processes.Entry;

/// <summary>The run of one try of a function: on from the beginning, or from when the function asks for it.</summary>
/// <remarks>
/// A run is registered in the store, so that other processes control it; a function that never looks at it would not
/// obey anyhow, and is spared the cost. <see cref="RunState.Current"/> counts as looking.
/// </remarks>
internal sealed class RunUse : IDisposable
{
    private readonly RunContext? _outer = RunContext.Current;
    private readonly Lazy<RunScope> _scope;

    public RunUse(Services services, bool isEager)
    {
        _scope = new Lazy<RunScope>(() =>
        {
            RunState run = services.Run;
            run.CancelCause = null;

            // The try before could not write down its end.
            if (run.IsRunningHere) run.Stop();
            return run.Enter();
        });
        if (isEager) _ = _scope.Value;
        else RunContext.Current = new RunContext(_scope, _outer?.Scopes);
    }

    /// <summary>Says that the function returned.</summary>
    public void Complete()
    {
        if (_scope.IsValueCreated) _scope.Value.Complete();
    }

    /// <summary>Ends the run; never throws.</summary>
    public void Dispose()
    {
        try
        {
            if (_scope.IsValueCreated) _scope.Value.Dispose();
        }
        catch (Exception fault)
        {
            CallbackFailures.Report(this, "record of the end of a run", fault);
        }
        finally
        {
            RunContext.Current = _outer;
        }
    }
}
