using Holdfast.Documents;

namespace Holdfast.Commits;

/// <summary>What <see cref="Rules.Apply"/> says to a proposal.</summary>
/// <param name="Document">The document after it; the same as before when it is rejected.</param>
/// <param name="Changes">What it did, in order; the effects that a record holds.</param>
/// <param name="Rejection">Why not; null when it is committed.</param>
internal readonly record struct Decision(Document Document, Change[] Changes, Rejection? Rejection)
{
    /// <summary>Whether it takes a revision: what was asked for is possible, and is more than a test.</summary>
    public bool MakesCommit => Rejection is null && Changes.Length > 0;
}
