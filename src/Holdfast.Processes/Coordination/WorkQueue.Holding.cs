namespace Holdfast.Processes.Coordination;

/// <content>Whose the claims are, and what becomes of those that nobody knows of any more.</content>
public sealed partial class WorkQueue
{
    /// <summary>Takes back what a child that was a thread had claimed, as after the death of a process.</summary>
    internal void TakeBack(HolderScope scope)
    {
        string prefix = _holderPrefix + scope.Prefix;
        LateCommit.Make(_state, transaction => Rules.TakeBack(transaction, prefix, Now));
    }

    private string NextHolder()
    {
        if (HolderScope.Current is not { } scope) return HolderId.Next(_holderPrefix);
        scope.Add(new HolderScope.QueuePlace(_state.Store.Core, _state.Name, _state.Path.Concat(_record.Path)), this);
        return HolderId.Next(_holderPrefix + scope.Prefix);
    }

    /// <summary>Gives back untried what a failed call may have claimed: its commit may stand all the same.</summary>
    private void Abandon(string holder) =>
        LateCommit.Make(_state, transaction => Rules.Abandon(transaction, holder));

    /// <inheritdoc cref="Abandon"/>
    private Task AbandonAsync(string holder) =>
        LateCommit.MakeAsync(_state, transaction => Rules.Abandon(transaction, holder));
}
