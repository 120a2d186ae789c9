using Holdfast.Lifecycle.Runs;
using Holdfast.Processes.Calls;
using Holdfast.Processes.Table;

namespace Holdfast.Processes.Entry;

/// <summary>What a child supplies to the functions that it runs.</summary>
internal sealed class ProcessServices(Store store, string id, string name, string space) : Services, IDisposable
{
    private readonly Lazy<State> _state = new(() => store.GetState(space));
    private readonly Lazy<ProcessContext> _context = new(() => new ProcessContext(
        store, new ProcessContextOptions { Namespace = space }, id));

    private readonly Lazy<RunState> _run = new(() =>
        store.GetReserved(ProcessTable.Namespace).GetRunState(ProcessTable.PathOf(id), name: name));

    public override State State => _state.Value;

    public override ProcessContext Context => _context.Value;

    public override RunState Run => _run.Value;

    public override CancellationToken Token => Run.Token;

    public void Dispose()
    {
        if (_context.IsValueCreated) _context.Value.Dispose();
        if (_run.IsValueCreated) _run.Value.Dispose();
    }
}
