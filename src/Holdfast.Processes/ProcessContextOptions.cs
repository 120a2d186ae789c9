namespace Holdfast.Processes;

/// <summary>Says how a context treats its processes.</summary>
/// <remarks>Threads. Immutable.</remarks>
public sealed record ProcessContextOptions
{
    /// <summary>The namespace of the state that functions get. Default: <c>default</c>.</summary>
    public string Namespace { get; init; } = "default";

    /// <summary>How processes are started, unless a call says otherwise.</summary>
    public ProcessOptions Process { get; init; } = new();

    /// <summary>What happens to its processes when this program ends without having disposed of it.</summary>
    public ProcessEnding Ending { get; init; }

    /// <summary>How its store is opened; null: the defaults.</summary>
    public StoreOptions? Store { get; init; }

    /// <summary>How many warm workers it has at the most; null: one a processor.</summary>
    /// <remarks>Units. 1 or more.</remarks>
    public int? Workers { get; init; }
}
