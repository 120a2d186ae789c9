using Holdfast.Documents;

namespace Holdfast.Commits;

/// <summary>What <see cref="Rules.Apply"/> says to a proposal.</summary>
/// <param name="Document">The document after it; the same as before when it is rejected.</param>
/// <param name="Changes">What it did, in order; the effects that a record holds.</param>
/// <param name="Rejection">Why not; null when it is committed.</param>
internal readonly record struct Decision(Document Document, Change[] Changes, Rejection? Rejection)
{
    public bool IsCommitted => Rejection is null;
}
