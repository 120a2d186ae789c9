namespace Holdfast.Lifecycle.Runs;

/// <summary>
/// What flows with the calls of a run: the run, whether they are background work of it, and the scopes they are in.
/// </summary>
internal sealed class RunContext
{
    private static readonly AsyncLocal<RunContext?> Flow = new();

    private readonly RunContext? _outer;
    private readonly Lazy<RunScope>? _later;
    private readonly RunState? _run;
    private readonly RunMark? _scopes;

    public RunContext(RunState run, bool isBackground, RunMark? scopes) =>
        (_run, IsBackground, _scopes) = (run, isBackground, scopes);

    /// <param name="later">Enters the run when somebody first asks for it.</param>
    /// <param name="scopes">The scopes around it.</param>
    public RunContext(Lazy<RunScope> later, RunMark? scopes) => (_later, _scopes) = (later, scopes);

    private RunContext(RunContext? outer, RunMark scopes) =>
        (_outer, IsBackground, _scopes) = (outer, outer is { IsBackground: true }, scopes);

    public static RunContext? Current
    {
        get => Flow.Value;
        set => Flow.Value = value;
    }

    public RunState? Run => _run ?? _later?.Value.Run ?? _outer?.Run;

    public bool IsBackground { get; }

    /// <summary>The innermost scope; null: none. Enters nothing.</summary>
    public RunMark? Scopes => _later is { IsValueCreated: true } ? _later.Value.Scopes : _scopes;

    /// <summary>Adds a scope whose run does not become the current one.</summary>
    public static RunContext WithScope(RunContext? outer, RunMark scope) => new(outer, scope);
}
