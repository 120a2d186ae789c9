namespace Holdfast;

/// <summary>What a store promises beyond what every store does.</summary>
/// <param name="IsShared">Whether other processes can have it open at the same time.</param>
/// <param name="SurvivesProcesses">
/// Whether commits are still there when every process that had it open has died.
/// </param>
/// <param name="SurvivesPowerLoss">Whether <see cref="Durability.Disk"/> puts a commit on a disk.</param>
/// <param name="ReadsAreLinearizable">
/// Whether a read sees every commit that was acknowledged before it, to whomever; otherwise only after
/// <c>SyncAsync</c>.
/// </param>
public sealed record StoreCapabilities(
    bool IsShared, bool SurvivesProcesses, bool SurvivesPowerLoss, bool ReadsAreLinearizable);
