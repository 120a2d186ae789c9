namespace Holdfast.Cli.Commands;

/// <summary>What <c>ctl</c> was asked for; checked, nothing opened.</summary>
internal sealed record ControlRequest
{
    /// <summary>The message to answer; null: none.</summary>
    public Value? Message { get; init; }

    /// <summary>The document that takes the place of the state before the message; null: it stays.</summary>
    public Value? Loaded { get; init; }

    /// <summary>What to show after it: a path, or the whole as a tree; null: nothing.</summary>
    public string? Shown { get; init; }

    /// <summary>The file to save the state to, last; null: none.</summary>
    public string? Saved { get; init; }

    /// <summary>Where the message, its reply and the state are kept; null: nowhere.</summary>
    public string? DebugFolder { get; init; }

    public required CommitChoice Commit { get; init; }

    /// <summary>Whether there is something that may be committed.</summary>
    public bool Commits => Message is not null || Loaded is not null;
}
