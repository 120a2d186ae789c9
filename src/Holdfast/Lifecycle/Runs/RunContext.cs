namespace Holdfast.Lifecycle.Runs;

/// <summary>What flows with the calls of a run: the run, and whether they are background work of it.</summary>
internal sealed record RunContext(RunState? Run, bool IsBackground)
{
    private static readonly AsyncLocal<RunContext?> Flow = new();

    public static RunContext? Current
    {
        get => Flow.Value;
        set => Flow.Value = value;
    }
}
