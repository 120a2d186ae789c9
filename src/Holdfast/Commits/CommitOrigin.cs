namespace Holdfast.Commits;

/// <summary>All of a commit but its changes and documents.</summary>
/// <param name="Revision">Its number.</param>
/// <param name="PreviousRevision">The number of the commit before; they differ by more than one after a gap.</param>
/// <param name="TimeMicroseconds">Microseconds since 1970 in UTC.</param>
/// <param name="Writer">Who wrote it.</param>
/// <param name="Author">On whose behalf.</param>
/// <param name="Reason">Why.</param>
internal sealed record CommitOrigin(
    long Revision, long PreviousRevision, long TimeMicroseconds, Writer Writer, string Author, string? Reason);
