namespace Holdfast.Lifecycle.Runs;

/// <summary>A run that goes on until this is disposed of.</summary>
/// <remarks>Threads. To be disposed of by the flow of calls that entered it.</remarks>
public sealed class RunScope : IDisposable
{
    private readonly RunContext? _outer;
    private readonly SignalCatch? _signals;
    private readonly RunMark? _mark;
    private bool _isCompleted;
    private bool _isOver;

    /// <param name="run">The run.</param>
    /// <param name="outer">What flowed here.</param>
    /// <param name="mark">What it started; null: nothing, as it is inside another scope of the run.</param>
    /// <param name="signals">What it catches.</param>
    private RunScope(RunState run, RunContext? outer, RunMark? mark, SignalCatch? signals) =>
        (Run, _outer, _mark, _signals) = (run, outer, mark, signals);

    internal RunState Run { get; }

    /// <summary>The innermost scope of the code inside.</summary>
    internal RunMark? Scopes => _mark ?? _outer?.Scopes;

    /// <summary>Says that the work is done; without it, the end of the scope cancels the run.</summary>
    public void Complete() => _isCompleted = true;

    /// <summary>Stops the run; if the work was not completed, cancels it first.</summary>
    public void Dispose()
    {
        if (_isOver || _mark is not { Start: { } start }) return;
        _isOver = true;
        try
        {
            Run.End(start, _isCompleted ? ScopeEnd.Completed : ScopeEnd.Failed);
        }
        finally
        {
            _mark.Start = null;
            RunContext.Current = _outer;
            _signals?.Dispose();
        }
    }

    internal static RunScope Enter(RunState run, RunStateOptions options)
    {
        RunContext? outer = RunContext.Current;
        if (run.IsAround(outer?.Scopes)) return new RunScope(run, outer, mark: null, signals: null);
        bool isBackground = outer is { IsBackground: true };

        // Signals belong to the whole process; work in the background does not take them over.
        SignalCatch? signals = isBackground || options.Signals.Count == 0 ? null : run.CatchSignals(options.Signals);
        try
        {
            RunMark mark = run.Begin(outer?.Scopes);
            RunContext.Current = options.IsAmbient
                ? new RunContext(run, isBackground, mark)
                : RunContext.WithScope(outer, mark);
            return new RunScope(run, outer, mark, signals);
        }
        catch
        {
            signals?.Dispose();
            throw;
        }
    }
}
