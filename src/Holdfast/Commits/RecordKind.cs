namespace Holdfast.Commits;

/// <summary>Says what a record of a log is; the first byte of every payload.</summary>
internal enum RecordKind : byte
{
    /// <summary>A commit that was decided before it was appended: its effects, with resulting values.</summary>
    Commit = 1,

    /// <summary>A proposal that every reader decides for itself (logs that order first).</summary>
    Proposal = 2,

    /// <summary>Revisions that may have been handed out and were lost; the next commit goes on beyond them.</summary>
    Gap = 3,
}
