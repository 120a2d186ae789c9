using Holdfast.Documents;
using Holdfast.Logs;

namespace Holdfast.Replicas;

/// <summary>How far a replica has come: the document, and where in the log it stands.</summary>
/// <param name="Document">The document after all records below <paramref name="Position"/>.</param>
/// <param name="Revision">The newest revision below the position; the next commit is this plus one.</param>
/// <param name="Position">The next record to read.</param>
/// <param name="TimeMicroseconds">The time of the newest commit; no later commit has an earlier one.</param>
/// <param name="Gaps">The revisions that were lost, oldest first; never changed.</param>
/// <remarks>Threads. Immutable.</remarks>
internal sealed record Tip(
    Document Document, long Revision, LogPosition Position, long TimeMicroseconds, Gap[] Gaps)
{
    /// <summary>Before the first record of a log.</summary>
    public static Tip Start(LogPosition position) => new(Document.Empty, 0, position, 0, []);

    /// <summary>Whether a revision was lost, so that nothing can be said of it.</summary>
    public Gap? FindGap(long revision)
    {
        foreach (Gap gap in Gaps)
        {
            if (revision >= gap.First && revision <= gap.Last) return gap;
        }

        return null;
    }
}
