using System.Globalization;

namespace Holdfast.Processes.Table;

/// <summary>The processes that were started on a store, in a namespace of Holdfast's own.</summary>
/// <remarks>Threads. Any, of any process.</remarks>
internal sealed class ProcessTable(Store store)
{
    public const string Namespace = "$processes";

    /// <summary>How many processes that are over are kept; the oldest go first.</summary>
    private const int MostOver = 1000;

    private static readonly StatePath Next = StatePath.Root / "next";
    private static readonly StatePath All = StatePath.Root / "processes";

    /// <summary>The namespace.</summary>
    public State State { get; } = store.GetReserved(Namespace);

    /// <summary>The place of a process, at which its run is controlled too.</summary>
    public static StatePath PathOf(string id) => All / id;

    /// <summary>Enters a process that is about to be started.</summary>
    /// <returns>It, with its id.</returns>
    public ProcessRecord Add(ProcessRecord record) => State.Atomic(
        transaction =>
        {
            long number = transaction.TryGet(Next, out Value last) ? (long)last + 1 : 1;
            transaction[Next] = number;
            ProcessRecord added = record with { Id = number.ToString(CultureInfo.InvariantCulture) };
            transaction[PathOf(added.Id)] = ProcessForm.ToValue(added);
            ForgetOldest(transaction, number);
            return added;
        },
        new CommitOptions { Reason = $"{record.Name} is made" }).Value;

    /// <summary>Changes what is said of a process.</summary>
    /// <returns>What is said of it now; null: it was forgotten, and nothing has changed.</returns>
    public ProcessRecord? Change(string id, string reason, Func<ProcessRecord, ProcessRecord> change) => State.Atomic(
        transaction =>
        {
            if (!transaction.TryGet(PathOf(id), out Value value)) return null;
            ProcessRecord changed = change(ProcessForm.ToRecord(id, value));
            transaction[PathOf(id)] = ProcessForm.ToValue(changed);
            return changed;
        },
        new CommitOptions { Reason = reason }).Value;

    /// <summary>Gives what is said of a process; null: nothing.</summary>
    public ProcessRecord? Find(string id) =>
        State.TryGet(PathOf(id), out Value value) ? ProcessForm.ToRecord(id, value) : null;

    /// <summary>Gives all processes in the order in which they were made.</summary>
    public IReadOnlyList<ProcessRecord> List() => State.TryGet(All, out Value all)
        ? [.. all.Members.Select(member => ProcessForm.ToRecord(member.Key, member.Value))]
        : [];

    /// <summary>Forgets some processes.</summary>
    /// <returns>How many of them there were.</returns>
    public int Forget(IReadOnlyList<string> ids) => ids.Count == 0 ? 0 : State.Atomic(
        transaction => ids.Count(id => transaction.Remove(PathOf(id))),
        new CommitOptions { Reason = "ended processes are forgotten" }).Value;

    /// <summary>Forgets a process that ended long ago, if there is one; one in, one out.</summary>
    private static void ForgetOldest(Transaction transaction, long newest)
    {
        string oldest = (newest - MostOver).ToString(CultureInfo.InvariantCulture);
        if (newest <= MostOver || !transaction.TryGet(PathOf(oldest), out Value value)) return;
        if (ProcessForm.ToRecord(oldest, value).IsOver) transaction.Remove(PathOf(oldest));
    }
}
