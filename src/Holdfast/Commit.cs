using System.Text.Json;
using Holdfast.Commits;
using Holdfast.Documents;

namespace Holdfast;

/// <summary>One step of a namespace from one revision to the next: what changed, who did it, why and when.</summary>
/// <remarks>
/// Shape.   <see cref="Changes"/> are in the order in which they were made. When a commit comes from a watch or a
///          section, they are those within its paths, and paths are relative to the section.
/// Threads. Immutable.
/// </remarks>
public sealed class Commit
{
    private readonly Change[] _changes;
    private readonly Document _before;
    private readonly Document _after;
    private readonly StatePath _section;
    private readonly JsonSerializerOptions? _json;

    internal Commit(
        CommitOrigin origin,
        Change[] changes,
        Document before,
        Document after,
        StatePath section = default,
        JsonSerializerOptions? json = null)
    {
        Origin = origin;
        (_changes, _before, _after, _section, _json) = (changes, before, after, section, json);
    }

    /// <summary>The number of the commit.</summary>
    public Revision Revision => new(Origin.Revision);

    /// <summary>When it was committed, by the writer's clock; never earlier than the commit before it.</summary>
    public DateTimeOffset Time => DateTimeOffset.UnixEpoch.AddTicks(Origin.TimeMicroseconds * 10);

    /// <summary>On whose behalf it was made.</summary>
    public string Author => Origin.Author;

    /// <summary>Why; null when nothing was said.</summary>
    public string? Reason => Origin.Reason;

    /// <summary>The process that wrote it, by its operating system number.</summary>
    public int ProcessId => Origin.Writer.ProcessId;

    /// <summary>
    /// The open state that wrote it: process, session and handle. Each open and each fork is a writer of its own.
    /// </summary>
    public string Writer => Origin.Writer.ToString();

    /// <summary>The changes that the commit made.</summary>
    public IReadOnlyList<Change> Changes => _changes;

    /// <summary>The document as it was before.</summary>
    public Snapshot Before => new(_before, Origin.PreviousRevision, _section, _json);

    /// <summary>The document of this very revision.</summary>
    public Snapshot After => new(_after, Origin.Revision, _section, _json);

    /// <summary>Whether all changes set equal values.</summary>
    public bool AreEqual => Array.TrueForAll(_changes, change => change.AreEqual);

    internal CommitOrigin Origin { get; }

    internal Change[] ChangeArray => _changes;

    internal Document DocumentBefore => _before;

    internal Document DocumentAfter => _after;

    /// <summary>Gives the same commit as a section sees it, with other changes.</summary>
    internal Commit With(Change[] changes, StatePath section, JsonSerializerOptions? json) =>
        new(Origin, changes, _before, _after, section, json);

    /// <summary>Gives the revision, the author and the count of changes, for a person.</summary>
    public override string ToString() =>
        $"revision {Revision} by {Author}: {_changes.Length} {(_changes.Length == 1 ? "change" : "changes")}";
}
