using Holdfast.Processes.Coordination;

namespace Holdfast.Cli.Demo;

/// <summary>Reads from commits, one after the other, which file went from a dead worker to whom.</summary>
internal sealed class TakeoverReader(WorkQueue queue)
{
    private readonly Dictionary<string, Takeover> _lost = [];

    /// <summary>Looks at the next commit.</summary>
    /// <returns>What was taken over in it.</returns>
    public IReadOnlyList<Takeover> Read(Commit commit)
    {
        ClaimChanges changes = ClaimChanges.Of(queue, commit);
        foreach (WorkClaim lost in changes.Lost)
        {
            _lost[lost.Id] = new Takeover(
                ClaimChanges.FileOf(lost), NameOf(commit, lost), By: "", commit.Revision);
        }

        List<Takeover> takeovers = [];
        foreach (WorkClaim begun in changes.Begun)
        {
            if (_lost.Remove(begun.Id, out Takeover takeover))
                takeovers.Add(takeover with { By = NameOf(commit, begun) });
        }

        return takeovers;
    }

    private static string NameOf(Commit commit, WorkClaim claim) =>
        Inventory.FindName(commit.After, claim.Process.ProcessId) ?? "unknown";
}
