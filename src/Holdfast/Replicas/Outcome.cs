using Holdfast.Commits;

namespace Holdfast.Replicas;

/// <summary>What became of a proposal: a commit, or the reason against it.</summary>
internal readonly record struct Outcome(Commit? Commit, Rejection? Rejection);
