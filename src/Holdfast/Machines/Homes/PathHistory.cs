using Holdfast.Errors;
using Holdfast.Machines.Definitions;
using Holdfast.Machines.Firing;
using Holdfast.Machines.Storing;

namespace Holdfast.Machines.Homes;

/// <summary>Reads the transitions of a machine at a path from the log.</summary>
/// <param name="state">The state.</param>
/// <param name="path">Where the machine is, for messages.</param>
/// <param name="current">Where its position is.</param>
/// <param name="reader">Reads it.</param>
/// <param name="initial">Where it begins anew when it is removed.</param>
internal sealed class PathHistory<TState, TTrigger>(
    State state,
    StatePath path,
    StatePath current,
    PositionReader<TState, TTrigger> reader,
    StateNode<TState, TTrigger> initial)
    where TState : notnull
    where TTrigger : notnull
{
    /// <summary>The transitions of the commits from a revision on, oldest first.</summary>
    /// <exception cref="HoldfastOperationException">
    /// TrimmedRevision: the machine is older than the oldest commit that is kept, and that one is later than asked for.
    /// </exception>
    public IEnumerable<Transition<TState, TTrigger>> From(long revision)
    {
        long oldest = state.OldestRevision.Number;
        bool isWhole = revision >= oldest;
        bool isThere = state.Exists(current), isFirst = true;
        foreach (Commit commit in state.History(new HistoryOptions
        {
            Path = current,
            From = new Revision(Math.Max(revision, oldest)),
        }))
        {
            if (isFirst && !isWhole && commit.Before.Exists(current)) throw Trimmed(oldest);
            isFirst = false;
            if (ToTransition(commit) is { } transition) yield return transition;
        }

        // Nobody touched it since: what made it and all that it did is gone.
        if (isFirst && !isWhole && isThere) throw Trimmed(oldest);
    }

    /// <summary>
    /// What a commit did with the machine; null when it took no transition, as one that called off a delay.
    /// </summary>
    public Transition<TState, TTrigger>? ToTransition(Commit commit)
    {
        bool wasThere = commit.Before.TryGet(current, out Value before);
        if (!commit.After.TryGet(current, out Value after)) return wasThere ? ToRemoval(commit, before) : null;
        Position<TState, TTrigger> position = reader.Read(after);
        if (wasThere && IsSame(before, position)) return null;
        long lastChange = commit.DocumentBefore.Find(state.Path.Concat(current)) is { Exists: true } was
            ? was.Revision
            : 0;
        Transition<TState, TTrigger> transition = position.Last! with
        {
            Author = commit.Author,
            Reason = commit.Reason,
        };

        // A firing has a number above the revision on which it was decided. What has not was set past the machine.
        if (position.Number > lastChange || !wasThere) return transition;
        return AsRestored(transition, commit, before);
    }

    /// <summary>The machine was removed: it stands where it began, and its numbers go on.</summary>
    private Transition<TState, TTrigger> ToRemoval(Commit commit, Value before) => AsRestored(
        Placement.Start(initial, commit.Revision.Number, commit.Time).Last! with
        {
            Author = commit.Author,
            Reason = commit.Reason,
        },
        commit,
        before);

    private Transition<TState, TTrigger> AsRestored(
        Transition<TState, TTrigger> transition, Commit commit, Value before) => transition with
        {
            Kind = TransitionKind.Restored,
            From = reader.Find(reader.StateOf(before)).State,
            Trigger = default,
            Argument = null,
            Time = commit.Time,
        };

    private bool IsSame(Value before, Position<TState, TTrigger> after) =>
        PositionReader<TState, TTrigger>.Number(before) == after.Number
        && reader.Find(reader.StateOf(before)) == after.State;

    private HoldfastOperationException Trimmed(long oldest) => new(
        ErrorCode.TrimmedRevision,
        $"The machine at '{path}' is older than the history that is kept, which begins at revision {oldest}; read it "
            + $"with HistoryFrom({oldest}), and keep more with Retention.");
}
