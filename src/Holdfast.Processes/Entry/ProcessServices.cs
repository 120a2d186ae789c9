using Holdfast.Lifecycle.Runs;
using Holdfast.Processes.Calls;
using Holdfast.Processes.Table;
using Holdfast.Reporting;

namespace Holdfast.Processes.Entry;

/// <summary>What a child supplies to the functions that it runs.</summary>
/// <param name="opened">Gives its store, which may still be on its way.</param>
/// <param name="entered">Gives it when the table of processes knows of this one.</param>
/// <param name="begin">What it is.</param>
/// <param name="backend">How its own context starts processes, unless a call says otherwise: as it was itself.</param>
internal sealed class ProcessServices(
    Func<Store> opened, Func<Store> entered, BeginMessage begin, Backend backend = Backend.Process)
    : Services, IDisposable
{
    private readonly Lazy<State> _state = new(() => opened().GetState(begin.Namespace));

    private readonly Lazy<ProcessContext> _context = new(() => new ProcessContext(
        entered(),
        new ProcessContextOptions
        {
            Namespace = begin.Namespace,
            Process = new ProcessOptions { Backend = backend },
        },
        begin.Id));

    private readonly Lazy<RunState> _run = new(() =>
        entered().GetReserved(ProcessTable.Namespace).GetRunState(ProcessTable.PathOf(begin.Id), name: begin.Name));

    public override State State => _state.Value;

    public override ProcessContext Context => _context.Value;

    public override RunState Run => _run.Value;

    public override CancellationToken Token => Run.Token;

    public override void CancelHere()
    {
        if (_run.IsValueCreated) Run.CancelHere();
    }

    public override void CancelRun()
    {
        if (_run.IsValueCreated) Run.Cancel();
    }

    /// <summary>Lets go of all that was supplied; never throws.</summary>
    /// <remarks>What the function returned was sent by then, and stands whatever becomes of what it left.</remarks>
    public void Dispose()
    {
        LetGo(Kept);
        if (_context.IsValueCreated) LetGo(_context.Value);
        if (_run.IsValueCreated) LetGo(_run.Value);
    }

    private void LetGo(IDisposable? supplied)
    {
        try
        {
            supplied?.Dispose();
        }
        catch (Exception fault)
        {
            CallbackFailures.Report(this, $"end of what '{begin.Name}' was supplied with", fault);
        }
    }
}
