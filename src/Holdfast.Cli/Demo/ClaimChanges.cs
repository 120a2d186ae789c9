using Holdfast.Processes.Coordination;

namespace Holdfast.Cli.Demo;

/// <summary>What one commit did to the claims of the queue.</summary>
/// <param name="Begun">Claims that were made.</param>
/// <param name="Lost">Claims that were taken back from a worker that is dead: they ended without a result.</param>
internal readonly record struct ClaimChanges(IReadOnlyList<WorkClaim> Begun, IReadOnlyList<WorkClaim> Lost)
{
    public static ClaimChanges Of(WorkQueue queue, Commit commit)
    {
        IReadOnlyList<WorkClaim> before = queue.GetClaims(commit.Before);
        IReadOnlyList<WorkClaim> after = queue.GetClaims(commit.After);
        return new ClaimChanges(
            [.. after.ExceptBy(before.Select(claim => claim.Id), claim => claim.Id)],
            [.. before.ExceptBy(after.Select(claim => claim.Id), claim => claim.Id)
                .Where(claim => !commit.After.Exists(Inventory.Files / FileOf(claim)))]);
    }

    public static string FileOf(WorkClaim claim) => (string)claim.Value!;
}
