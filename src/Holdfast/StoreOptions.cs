using System.Text.Json;
using Holdfast.Replicas;
using Holdfast.Stores;
using Holdfast.Timing;

namespace Holdfast;

/// <summary>Says how a store is opened.</summary>
/// <remarks>
/// Shape.   A value out of its range is refused where it is given, with an exception of the
///          <see cref="ArgumentException"/> family.
/// Threads. Immutable.
/// </remarks>
public sealed record StoreOptions
{
    /// <summary>
    /// What a commit survives when its call returns, unless it asks for something else. Default: Process.
    /// </summary>
    public Durability Durability { get; init => field = OptionRules.Known(value, nameof(Durability)); }

    /// <summary>
    /// How much history namespaces keep for which <see cref="Store.SetRetention"/> stored nothing. Default: 256 MiB.
    /// </summary>
    /// <remarks>The process that trims goes by its own.</remarks>
    public Retention Retention { get; init => field = OptionRules.Given(value, nameof(Retention)); } = new();

    /// <summary>On whose behalf commits are made, unless they say it. Default: the user who runs the process.</summary>
    public string Author
    {
        get => field ?? User.Name;
        init => field = OptionRules.Text(OptionRules.Given(value, nameof(Author)), nameof(Author))!;
    }

    /// <summary>How often an atomic function may run before its conflict is reported.</summary>
    /// <remarks>Units. 1 or more; default 32. From the fourth try on it has the namespace's turn.</remarks>
    public int MaxAttempts { get; init => field = OptionRules.Attempts(value, nameof(MaxAttempts)); } = 32;

    /// <summary>How long a commit waits for the right to write before it is a time-out. Default: without end.</summary>
    /// <remarks>Units. Zero: it does not wait. More than 24 days: without end.</remarks>
    public TimeSpan Timeout { get; init => field = Deadline.Checked(value, nameof(Timeout)); }
        = System.Threading.Timeout.InfiniteTimeSpan;

    /// <summary>How .NET objects become JSON and back; null: the defaults of System.Text.Json.</summary>
    public JsonSerializerOptions? Json { get; init; }

    /// <summary>The clock for commit times, and the timer by which places of named readers are kept.</summary>
    public TimeProvider TimeProvider { get; init => field = OptionRules.Given(value, nameof(TimeProvider)); } =
        TimeProvider.System;

    /// <summary>
    /// Whether to open a folder on a file system that is not known to have working locks and shared mappings; a
    /// self-test then has to pass. Default: no.
    /// </summary>
    public bool AllowsUnknownFileSystem { get; init; }

    // Asked for when somebody commits: the system looks through its list of users.
    private static class User
    {
        public static readonly string Name = Environment.UserName;
    }
}
