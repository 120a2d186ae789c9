namespace Holdfast.Lifecycle.Runs;

/// <summary>Keeps the record of a run in memory.</summary>
internal sealed class MemoryRunHome(string name, RunClock clock) : RunHome
{
    private static readonly StoreProcess ThisProcess = new(Environment.ProcessId, default);

    private readonly Lock _lock = new();
    private volatile RunRecord _record = RunRecord.Idle with { Name = name };

    public override bool IsShared => false;

    public override StoreProcess Self => ThisProcess;

    public override RunRecord Read() => _record;

    public override bool IsSameAs(RunHome other) => ReferenceEquals(this, other);

    public override RunRecord? Fire(RunTrigger trigger, RunStart? only)
    {
        lock (_lock)
        {
            if (only is not null && only != _record.Start) return null;
            _record = _record.Fire(trigger, _record.Number + 1, clock.Now, Self);
            Changed(_record);
            return _record;
        }
    }

    public override void Listen(Action<RunRecord> begun) => begun(_record);

    public override void Dispose()
    {
        // Nobody else knows it.
    }
}
