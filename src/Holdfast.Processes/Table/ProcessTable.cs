using System.Globalization;
using Holdfast.Errors;
using Holdfast.Processes.Coordination;
using Holdfast.Processes.Liveness;

namespace Holdfast.Processes.Table;

/// <summary>The processes that were started on a store, in a namespace of Holdfast's own.</summary>
/// <remarks>Threads. Any, of any process.</remarks>
internal sealed class ProcessTable(Store store)
{
    public const string Namespace = "$processes";

    /// <summary>How many processes that are over are kept; the oldest go first.</summary>
    private const int MostOver = 1000;

    /// <summary>How many late ones each new process looks at: more than come, so that they do not pile up.</summary>
    private const int LateLooks = 2;

    private static readonly StatePath Next = StatePath.Root / "next";

    /// <summary>The ids of those that lived on when their turn to be forgotten came.</summary>
    private static readonly StatePath Late = StatePath.Root / "late";
    private static readonly StatePath All = StatePath.Root / "processes";

    /// <summary>The namespace.</summary>
    public State State { get; } = store.GetReserved(Namespace);

    /// <summary>The place of a process, at which its run is controlled too.</summary>
    public static StatePath PathOf(string id) => All / id;

    /// <summary>Enters a process that is about to be started.</summary>
    /// <returns>It, with its id.</returns>
    public ProcessRecord Add(ProcessRecord record)
    {
        List<string> forgotten = [];
        ProcessRecord entered = State.Atomic(
            transaction =>
            {
                forgotten.Clear();
                long number = transaction.TryGet(Next, out Value last) ? (long)last + 1 : 1;
                transaction[Next] = number;
                ProcessRecord added = record with { Id = number.ToString(CultureInfo.InvariantCulture) };
                transaction[PathOf(added.Id)] = ProcessForm.ToValue(added);
                ForgetOldest(transaction, number, forgotten);
                return added;
            },
            new CommitOptions { Reason = $"{record.Name} is made" }).Value;
        if (forgotten.Count > 0) new ProcessRuns(State).Forget(forgotten);
        return entered;
    }

    /// <summary>Enters a process again that was forgotten while it lived, under its old id.</summary>
    /// <remarks>Its turn to be forgotten may be over: it is among the late ones, which have others.</remarks>
    public void Restore(ProcessRecord record) => State.Atomic(
        transaction =>
        {
            transaction[PathOf(record.Id)] = ProcessForm.ToValue(record);
            transaction[Late] = ToValue([.. LateOf(transaction).Where(id => id != record.Id), record.Id]);
        },
        new CommitOptions { Reason = $"{record.Name} runs" });

    /// <summary>Whether a process has ended and nobody is left who will say how.</summary>
    public static bool IsOver(ProcessRecord record, LivingProcesses living) => record.IsOver
        || (!living.Contains(record.Self ?? record.Maker) && !living.Contains(record.Maker));

    /// <summary>Changes what is said of a process.</summary>
    /// <returns>What is said of it now; null: it was forgotten, and nothing has changed.</returns>
    public ProcessRecord? Change(string id, string reason, Func<ProcessRecord, ProcessRecord> change) =>
        State.Atomic(transaction => Change(transaction, id, change), new CommitOptions { Reason = reason }).Value;

    /// <summary>
    /// Changes what is said of a process, and waits a second at most for another's exclusive function: neither an end
    /// nor a retry is to wait for its record.
    /// </summary>
    public void ChangeSoon(string id, string reason, Func<ProcessRecord, ProcessRecord> change) =>
        State.Atomic(transaction => Change(transaction, id, change), LateCommit.OptionsOf(State, reason));

    /// <summary>
    /// Changes what is said of a process; when that fails, again and again until it is done or the store is closed.
    /// </summary>
    public void ChangeOrLater(string id, string reason, Func<ProcessRecord, ProcessRecord> change)
    {
        try
        {
            ChangeSoon(id, reason, change);
        }
        catch (Exception fault) when (fault is IHoldfastError)
        {
            LateCommit.Begin(State, transaction => Change(transaction, id, change));
            throw;
        }
    }

    private static ProcessRecord? Change(
        Transaction transaction, string id, Func<ProcessRecord, ProcessRecord> change)
    {
        if (!transaction.TryGet(PathOf(id), out Value value)) return null;
        ProcessRecord changed = change(ProcessForm.ToRecord(id, value));
        transaction[PathOf(id)] = ProcessForm.ToValue(changed);
        return changed;
    }

    /// <summary>Gives what is said of a process; null: nothing.</summary>
    public ProcessRecord? Find(string id) =>
        State.TryGet(PathOf(id), out Value value) ? ProcessForm.ToRecord(id, value) : null;

    /// <summary>Gives all processes in the order in which they were made.</summary>
    public IReadOnlyList<ProcessRecord> List() => State.TryGet(All, out Value all)
        ? [.. all.Members.Select(member => ProcessForm.ToRecord(member.Key, member.Value))]
        : [];

    /// <summary>Forgets some processes, with their runs.</summary>
    /// <returns>How many of them there were.</returns>
    public int Forget(IReadOnlyList<string> ids)
    {
        if (ids.Count == 0) return 0;
        int count = State.Atomic(
            transaction => ids.Count(id => transaction.Remove(PathOf(id))),
            new CommitOptions { Reason = "ended processes are forgotten" }).Value;
        new ProcessRuns(State).Forget(ids);
        return count;
    }

    /// <summary>Forgets a process that ended long ago; one in, one out.</summary>
    /// <remarks>
    /// Each has its turn once. Those that are not over then are noted, and looked at again by turns: there are only as
    /// many as live, since one whose parent could not write down its end is over by the kernel's word.
    /// </remarks>
    private void ForgetOldest(Transaction transaction, long newest, List<string> forgotten)
    {
        if (newest <= MostOver) return;
        List<string> late = LateOf(transaction);
        int before = late.Count;
        string oldest = (newest - MostOver).ToString(CultureInfo.InvariantCulture);
        if (TryForget(transaction, oldest)) forgotten.Add(oldest);
        else if (!late.Contains(oldest)) late.Add(oldest);
        int left = before;
        for (int look = 0; look < LateLooks && left > 0; look++)
        {
            int index = (int)((newest * LateLooks + look) % left);
            if (!TryForget(transaction, late[index])) continue;
            forgotten.Add(late[index]);
            late.RemoveAt(index);
            left--;
        }

        if (late.Count != before || left < before) transaction[Late] = ToValue(late);
    }

    private static List<string> LateOf(Transaction transaction) =>
        transaction.TryGet(Late, out Value noted) ? [.. noted.Items.Select(id => (string)id!)] : [];

    private static Value ToValue(List<string> late) => Value.FromItems(late.Select(id => (Value)id));

    /// <summary>Forgets a process that is over; false when it is not.</summary>
    private bool TryForget(Transaction transaction, string id)
    {
        if (!transaction.TryGet(PathOf(id), out Value value)) return true;
        ProcessRecord record = ProcessForm.ToRecord(id, value);
        if (!IsOver(record, LivingProcesses.Of(store))) return false;
        transaction.Remove(PathOf(id));
        return true;
    }
}
