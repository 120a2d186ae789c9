namespace Holdfast.Processes.Coordination;

/// <content>Claims that are given back by whose they are.</content>
internal sealed partial class QueueRules
{
    /// <summary>Takes back what was claimed under names with a beginning; each counts as an attempt.</summary>
    public void TakeBack(Transaction transaction, string prefix, DateTimeOffset now)
    {
        foreach ((string id, Value claim) in ClaimsOf(
            transaction, holder => holder.StartsWith(prefix, StringComparison.Ordinal)))
        {
            TakeBack(transaction, id, claim, now);
        }
    }

    /// <summary>Gives back untried what was claimed under a name.</summary>
    public void Abandon(Transaction transaction, string holder)
    {
        foreach ((string id, _) in ClaimsOf(transaction, name => name == holder))
        {
            transaction.Remove(record.Claims / id);
            transaction.Add(record.Returns, 1);
        }
    }

    private List<KeyValuePair<string, Value>> ClaimsOf(StateView view, Func<string, bool> isWanted) =>
        [.. QueueRecord.MembersIn(view, record.Claims)
            .Where(claim => QueueRecord.HolderOf(claim.Value) is { } holder && isWanted(holder))];
}
