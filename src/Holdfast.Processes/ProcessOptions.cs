using Holdfast.Stores;
using Holdfast.Timing;

namespace Holdfast.Processes;

/// <summary>Says how a child process is started; what is null comes from the context's own options.</summary>
/// <remarks>
/// Shape.   A value out of its range is refused where it is given, with an exception of the
///          <see cref="ArgumentException"/> family.
/// Threads. Immutable.
/// </remarks>
public sealed record ProcessOptions
{
    private static readonly TimeSpan DefaultStopGrace = TimeSpan.FromSeconds(5);

    /// <summary>Its name, for people and for <c>holdfast ps</c>; null: that of the function.</summary>
    public string? Name
    {
        get;
        init
        {
            if (value is not null) ArgumentException.ThrowIfNullOrEmpty(value, nameof(Name));
            field = value;
        }
    }

    /// <summary>What runs it. Default: a process.</summary>
    public Backend? Backend { get; init; }

    /// <summary>The namespace of the state that its function gets. Default: the context's.</summary>
    /// <exception cref="Errors.HoldfastArgumentException">InvalidName, ReservedName.</exception>
    public string? Namespace
    {
        get;
        init
        {
            if (value is not null) NamespaceName.Check(value);
            field = value;
        }
    }

    /// <summary>Arguments by name, beside those in order.</summary>
    public IReadOnlyDictionary<string, object?>? NamedArguments { get; init; }

    /// <summary>After which failures the function is run again. Default: after none.</summary>
    public RetryPolicy? Retry { get; init; }

    /// <summary>Where its output goes. Default: to where the parent's goes.</summary>
    public ProcessOutput? Output { get; init; }

    /// <summary>How long a stop lets it end by itself before it is killed. Default: 5 s.</summary>
    /// <remarks>Units. Zero: it is killed at once. More than 24 days: never.</remarks>
    public TimeSpan? StopGrace
    {
        get;
        init => field = value is { } given ? Deadline.Checked(given, nameof(StopGrace)) : null;
    }

    /// <summary>Whether it goes on when its parent has ended. Default: no.</summary>
    public bool? OutlivesParent { get; init; }

    /// <summary>
    /// Whether programs that it started and that left its process group, as a daemon does, go on when it has ended.
    /// Default: no.
    /// </summary>
    /// <remarks>
    /// For a child that implicitly starts a daemon which others share: a compiler's server, a key agent, the master of
    /// a connection, a terminal server. What stays in its process group ends with it all the same.
    /// </remarks>
    public bool? LeavesDaemons { get; init; }

    /// <summary>Environment variables of its own; a null value takes one away.</summary>
    public IReadOnlyDictionary<string, string?>? Environment { get; init; }

    /// <summary>Gives these options, and for what they do not say those of others.</summary>
    internal ProcessOptions Over(ProcessOptions others) => new()
    {
        Name = Name ?? others.Name,
        Backend = Backend ?? others.Backend,
        Namespace = Namespace ?? others.Namespace,
        NamedArguments = NamedArguments ?? others.NamedArguments,
        Retry = Retry ?? others.Retry,
        Output = Output ?? others.Output,
        StopGrace = StopGrace ?? others.StopGrace,
        OutlivesParent = OutlivesParent ?? others.OutlivesParent,
        LeavesDaemons = LeavesDaemons ?? others.LeavesDaemons,
        Environment = Environment ?? others.Environment,
    };

    internal TimeSpan StopGraceOrDefault => StopGrace ?? DefaultStopGrace;
}
