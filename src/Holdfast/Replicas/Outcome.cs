using Holdfast.Commits;

namespace Holdfast.Replicas;

/// <summary>What became of a proposal.</summary>
/// <param name="Commit">
/// The commit; null when it was rejected, or asked for nothing that makes one (a patch that only tests).
/// </param>
/// <param name="Rejection">The reason against it; null when there is none.</param>
/// <param name="Revision">The commit's revision; without a commit, the one that it was decided on.</param>
internal readonly record struct Outcome(Commit? Commit, Rejection? Rejection, long Revision);
