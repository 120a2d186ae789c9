using Holdfast.Cli.Output;
using Holdfast.Cli.Parsing;
using Holdfast.Errors;

namespace Holdfast.Cli.Commands;

/// <summary>What has to hold for <c>set</c>, at each of its paths.</summary>
internal sealed class SetCondition
{
    public Revision? UnchangedSince { get; init; }

    public bool IsMissing { get; init; }

    public Value? Expected { get; init; }

    /// <summary>How many conditions were given.</summary>
    public int Count => (UnchangedSince is null ? 0 : 1) + (IsMissing ? 1 : 0) + (Expected is null ? 0 : 1);

    /// <summary>Refuses a condition that holds of no state.</summary>
    /// <exception cref="HoldfastArgumentException">RootNotObject.</exception>
    public void ThrowIfNeverMet(StatePath path)
    {
        if (IsMissing) Texts.ThrowIfRoot(path, "is never missing; give a path below the root");
        if (Expected is { } expected) Texts.ThrowIfRootIsNoObject(path, expected);
    }

    /// <exception cref="HoldfastOperationException">TestFailed.</exception>
    public void Check(State state, Transaction transaction, StatePath path)
    {
        if (UnchangedSince is { } since) CheckUnchanged(state, transaction, path, since);
        else if (IsMissing && transaction.Exists(path))
            throw Failed($"something is at {Printable.Quoted(path)} already");
        else if (Expected is { } expected) CheckEqual(transaction, path, expected);
    }

    private static void CheckKnown(Transaction transaction, Revision since)
    {
        if (since > transaction.Revision)
            throw new HoldfastOperationException(
                ErrorCode.UnknownRevision,
                $"Revision {since} is not committed yet, the newest is {transaction.Revision}; "
                    + "give one that log shows");
    }

    // What is missing now has no revision; whether it was missing then only the history knows.
    private static void CheckUnchanged(State state, Transaction transaction, StatePath path, Revision since)
    {
        CheckKnown(transaction, since);
        bool isUnchanged = transaction.Exists(path)
            ? transaction.GetRevision(path) <= since
            : since == transaction.Revision || !state.SnapshotAt(since).Exists(path);
        if (!isUnchanged) throw Failed($"{Printable.Quoted(path)} was changed after revision {since}");
    }

    private static void CheckEqual(Transaction transaction, StatePath path, Value expected)
    {
        if (!transaction.TryGet(path, out Value now)) throw Failed($"nothing is at {Printable.Quoted(path)}");
        if (now != expected)
            throw Failed($"at {Printable.Quoted(path)} is {Printable.Value(now)}, not {Printable.Value(expected)}");
    }

    private static HoldfastOperationException Failed(string fact) => new(
        ErrorCode.TestFailed, $"The condition does not hold: {fact}; nothing was changed, look again with get");
}
