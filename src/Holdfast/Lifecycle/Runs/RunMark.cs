namespace Holdfast.Lifecycle.Runs;

/// <summary>A scope that the calling code is in: the start that it made, and the scope around it.</summary>
/// <remarks>
/// Two jobs of one process are told apart by the flow of their calls, as nothing else differs: a scope counts as inside
/// another one of its run only where that one is on this chain.
/// </remarks>
internal sealed class RunMark(RunHome home, RunStart start, RunMark? outer)
{
    private volatile RunStart? _start = start;

    /// <summary>What the scope ends; another start when its body began the run anew. Null: it has ended.</summary>
    public RunStart? Start
    {
        get => _start;
        set => _start = value;
    }

    /// <summary>The innermost scope of a run that has not ended; null: the code is in none.</summary>
    public static RunMark? Find(RunMark? inner, RunHome home)
    {
        RunMark? mark = inner;
        while (mark is not null && !mark.IsOf(home)) mark = mark.Outer;
        return mark;
    }

    private RunMark? Outer => outer;

    private bool IsOf(RunHome other) => _start is not null && home.IsSameAs(other);
}
