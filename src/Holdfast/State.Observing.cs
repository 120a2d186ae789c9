using Holdfast.Errors;
using Holdfast.Replicas;

namespace Holdfast;

/// <content>For those who observe: they look at the namespace, and never make it.</content>
public sealed partial class State
{
    /// <summary>Gives the state as it is now, and when that is.</summary>
    internal Snapshot SnapshotAt(out Moment moment) => SnapshotAt(out moment, out _);

    /// <inheritdoc cref="SnapshotAt(out Moment)"/>
    /// <param name="moment">When; where there is no namespace, after all that there were and before the next.</param>
    /// <param name="replica">The namespace; null: there is none.</param>
    internal Snapshot SnapshotAt(out Moment moment, out Replica? replica)
    {
        while (true)
        {
            // Before the look: what is made later has a greater life.
            long newest = Replica.NewestLife;
            replica = Find();
            try
            {
                Tip tip = replica?.Read() ?? EmptyTip;
                moment = replica is null ? Moment.EndOf(newest) : new Moment(replica.Life, tip.Revision);
                return new Snapshot(tip.Document, tip.Revision, _section, Json);
            }
            catch (HoldfastException) when (replica!.IsRemoved)
            {
                // Between the two: what is there now is looked for anew.
            }
        }
    }

    /// <summary>Opens a watch of a path behind a revision.</summary>
    internal Watch WatchBehind(Replica replica, long revision, StatePath path) =>
        new(Store, replica, ToFilter(new WatchOptions { Paths = [path] }), revision, place: null);

    /// <summary>Gives the namespace when it exists, and does not make it.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled, or the store closed.</exception>
    internal async Task<Replica> WhenMadeAsync(CancellationToken token)
    {
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(token, Store.Closing);
        return await Store.Core.FindWhenMadeAsync(Name, either.Token).ConfigureAwait(false);
    }
}
