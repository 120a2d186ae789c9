using Holdfast.Lifecycle.Runs;
using Holdfast.Processes.Calls;
using Holdfast.Processes.Table;

namespace Holdfast.Processes.Entry;

/// <summary>What a child supplies to the functions that it runs.</summary>
/// <param name="store">Gives its store, which may still be on its way.</param>
/// <param name="begin">What it is.</param>
internal sealed class ProcessServices(Func<Store> store, BeginMessage begin) : Services, IDisposable
{
    private readonly Lazy<State> _state = new(() => store().GetState(begin.Namespace));

    private readonly Lazy<ProcessContext> _context = new(() => new ProcessContext(
        store(), new ProcessContextOptions { Namespace = begin.Namespace }, begin.Id));

    private readonly Lazy<RunState> _run = new(() =>
        store().GetReserved(ProcessTable.Namespace).GetRunState(ProcessTable.PathOf(begin.Id), name: begin.Name));

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
