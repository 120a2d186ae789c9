namespace Holdfast.Configuration;

/// <summary>Who made a version, why and when.</summary>
internal sealed record ConfigOrigin(string Author, string? Reason, DateTimeOffset Time, int ProcessId)
{
    // Asked once: the system looks it up in a file each time.
    private static readonly string User = Environment.UserName;

    /// <summary>What this process says of itself now.</summary>
    public static ConfigOrigin Here(ConfigChangeOptions? options, TimeProvider clock) => new(
        options?.Author ?? User, options?.Reason, clock.GetUtcNow(), Environment.ProcessId);

    /// <summary>What the log says of a commit.</summary>
    public static ConfigOrigin Of(Commit commit) => new(commit.Author, commit.Reason, commit.Time, commit.ProcessId);
}
