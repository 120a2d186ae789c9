namespace Holdfast.Lifecycle.Runs;

/// <summary>A run that goes on until this is disposed of.</summary>
/// <remarks>Threads. To be disposed of by the flow of calls that entered it.</remarks>
public sealed class RunScope : IDisposable
{
    private readonly RunState _run;
    private readonly RunContext? _outer;
    private readonly SignalCatch? _signals;
    private readonly bool _isOutermost;
    private bool _isCompleted;
    private bool _isOver;

    private RunScope(RunState run, bool isOutermost, RunContext? outer, SignalCatch? signals) =>
        (_run, _isOutermost, _outer, _signals) = (run, isOutermost, outer, signals);

    /// <summary>Says that the work is done; without it, the end of the scope cancels the run.</summary>
    public void Complete() => _isCompleted = true;

    /// <summary>Stops the run; if the work was not completed, cancels it first.</summary>
    public void Dispose()
    {
        if (_isOver || !_isOutermost) return;
        _isOver = true;
        try
        {
            _run.End(_isCompleted ? ScopeEnd.Completed : ScopeEnd.Failed);
        }
        finally
        {
            RunContext.Current = _outer;
            _signals?.Dispose();
        }
    }

    internal static RunScope Enter(RunState run, RunStateOptions options)
    {
        RunContext? outer = RunContext.Current;
        if (run.IsRunningHere) return new RunScope(run, isOutermost: false, outer, signals: null);
        bool isBackground = outer is { IsBackground: true };

        // Signals belong to the whole process; work in the background does not take them over.
        SignalCatch? signals = isBackground || options.Signals.Count == 0 ? null : run.CatchSignals(options.Signals);
        try
        {
            run.Start();
        }
        catch
        {
            signals?.Dispose();
            throw;
        }

        if (options.IsAmbient) RunContext.Current = new RunContext(run, isBackground);
        return new RunScope(run, isOutermost: true, outer, signals);
    }
}
