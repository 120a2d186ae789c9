namespace Holdfast.Lifecycle.Runs;

/// <summary>What flows with the calls of a run: the run, and whether they are background work of it.</summary>
internal sealed class RunContext
{
    private static readonly AsyncLocal<RunContext?> Flow = new();

    private readonly Lazy<RunState>? _later;
    private readonly RunState? _run;

    public RunContext(RunState run, bool isBackground) => (_run, IsBackground) = (run, isBackground);

    /// <param name="later">Makes and starts the run when somebody first asks for it.</param>
    public RunContext(Lazy<RunState> later) => _later = later;

    public static RunContext? Current
    {
        get => Flow.Value;
        set => Flow.Value = value;
    }

    public RunState? Run => _run ?? _later?.Value;

    public bool IsBackground { get; }
}
