using Holdfast.Commits;

namespace Holdfast.Replicas;

/// <summary>How a proposal is to be committed.</summary>
/// <param name="Proposal">What is asked for.</param>
/// <param name="IsDurable">Whether to return only when it is on disk.</param>
/// <param name="Timeout">How long to wait for the right to write.</param>
/// <param name="Turn">The turn that the writer holds; null when it holds none.</param>
/// <param name="Token">Ends the waiting; a commit that is being written is not taken back.</param>
internal readonly record struct Submission(
    Proposal Proposal, bool IsDurable, TimeSpan Timeout, TurnHold? Turn, CancellationToken Token);
