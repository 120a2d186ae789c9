using Holdfast.Timing;

namespace Holdfast.Processes.Reactions;

/// <summary>Says what a reaction to changes of a state counts, and how it runs.</summary>
/// <remarks>Threads. Immutable.</remarks>
public sealed record ReactionOptions
{
    /// <summary>
    /// Whether what was committed while the function ran is passed over. Default: no, it sees each, in order.
    /// </summary>
    /// <remarks>Shape. Of a condition, the newest of those is looked at: it fires once when it holds then.</remarks>
    public bool IsLive { get; init; }

    /// <summary>
    /// Whether the paths say what does not count, instead of what does; only for <c>CallWhenChange</c>. Default: no.
    /// </summary>
    public bool ExcludesPaths { get; init; }

    /// <summary>How long each wait may take in all; null, the default: without end.</summary>
    /// <remarks>
    /// Shape. When it is over the function is not called, and the reaction ends with a
    ///        <see cref="Errors.HoldfastTimeoutException"/>.
    /// Units. Zero or more.
    /// </remarks>
    public TimeSpan? Timeout
    {
        get;
        init => field = value is { } time ? Deadline.Checked(time, nameof(value)) : null;
    }

    /// <summary>Whether commits count that set again what was there. Default: no.</summary>
    public bool IncludesEqual { get; init; }

    /// <summary>
    /// Whether commits through the function's own <see cref="State"/> are left out. Default: those of a process are,
    /// so that it is not woken by itself; those of the program's own state are not.
    /// </summary>
    public bool? ExcludesOwn { get; init; }

    /// <summary>How its process is started; a subscription has none.</summary>
    public ProcessOptions Process { get; init; } = new();
}
