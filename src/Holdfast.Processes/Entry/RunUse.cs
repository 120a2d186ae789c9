using Holdfast.Lifecycle.Runs;
using Holdfast.Processes.Calls;

namespace Holdfast.Processes.Entry;

/// <summary>The run of one try of a function: on from the beginning, or from when the function asks for it.</summary>
/// <remarks>
/// A run is registered in the store, so that other processes control it; a function that never looks at it would not
/// obey anyhow, and is spared the cost. <see cref="RunState.Current"/> counts as looking.
/// </remarks>
internal sealed class RunUse : IDisposable
{
    private readonly RunContext? _outer = RunContext.Current;
    private readonly Lazy<RunState> _run;
    private RunScope? _scope;

    public RunUse(Services services, bool isEager)
    {
        _run = new Lazy<RunState>(() =>
        {
            RunState run = services.Run;
            run.CancelCause = null;
            _scope = run.Enter();
            return run;
        });
        if (isEager) _ = _run.Value;
        else RunContext.Current = new RunContext(_run);
    }

    /// <summary>Says that the function returned.</summary>
    public void Complete() => _scope?.Complete();

    public void Dispose()
    {
        _scope?.Dispose();
        RunContext.Current = _outer;
    }
}
