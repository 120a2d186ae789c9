namespace Holdfast.Bench.Measuring;

/// <summary>One line of the report: what was measured, beside what, and what came out.</summary>
/// <param name="What">A few words.</param>
/// <param name="Ours">The figures of Holdfast.</param>
/// <param name="Peer">The figures of what it is compared with; null: it stands alone.</param>
/// <param name="Result">What is judged.</param>
/// <param name="Target">What it has to reach; null: it is there for comparison only.</param>
internal sealed record Finding(string What, Series Ours, Series? Peer, Series Result, Target? Target)
{
    /// <summary>Judges how many times the peer's figure ours is.</summary>
    public static Finding Compare(string what, Series ours, Series peer, Target? target = null) =>
        new(what, ours, peer, ours.Over(peer), target);

    /// <summary>Judges our figure as it is.</summary>
    public static Finding Alone(string what, Series ours, Target? target = null) => new(what, ours, null, ours, target);

    /// <summary>Judges our figure as it is, and shows a peer's beside it.</summary>
    public static Finding Beside(string what, Series ours, Series peer, Target? target) =>
        new(what, ours, peer, ours, target);

    public string? Verdict => Target?.Judge(Result.Median);
}
