using Holdfast.Lifecycle.Runs;
using Holdfast.Processes.Calls;
using Holdfast.Processes.Table;

namespace Holdfast.Processes.Entry;

/// <summary>What a child supplies to the functions that it runs.</summary>
/// <param name="opened">Gives its store, which may still be on its way.</param>
/// <param name="entered">Gives it when the table of processes knows of this one.</param>
/// <param name="begin">What it is.</param>
internal sealed class ProcessServices(Func<Store> opened, Func<Store> entered, BeginMessage begin)
    : Services, IDisposable
{
    private readonly Lazy<State> _state = new(() => opened().GetState(begin.Namespace));

    private readonly Lazy<ProcessContext> _context = new(() => new ProcessContext(
        entered(), new ProcessContextOptions { Namespace = begin.Namespace }, begin.Id));

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

    public void Dispose()
    {
        Kept?.Dispose();
        if (_context.IsValueCreated) _context.Value.Dispose();
        if (_run.IsValueCreated) _run.Value.Dispose();
    }
}
