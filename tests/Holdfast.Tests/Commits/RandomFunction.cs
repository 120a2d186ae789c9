using Holdfast.Commits;
using Holdfast.Documents;
using Holdfast.Documents.Patches;
using Holdfast.Errors;
using Holdfast.Replicas;

namespace Holdfast.Tests.Commits;

/// <summary>A random function of a section: what it does next may depend on what it has learned.</summary>
/// <param name="commits">Gives what to do where; what it has is the past to which the function goes back.</param>
/// <param name="catches">Whether it goes on when something was refused.</param>
internal sealed class RandomFunction(RandomCommits commits, StatePath section, bool catches)
{
    private readonly List<(string Text, Func<Transaction, string> Do)> _steps = [];
    private readonly Snapshot _then = new(commits.Document, commits.Revision, section);

    public string Text => $"'{section}': {string.Join("; ", _steps.Select(step => step.Text))}";

    /// <summary>Adds random steps.</summary>
    /// <param name="count">How many.</param>
    /// <param name="undone">A commit that one of them may undo.</param>
    public void Add(int count, Commit? undone)
    {
        for (int step = 0; step < count; step++) _steps.Add(Next(undone));
    }

    /// <summary>Runs it; null when it ended with a refusal, and so changes nothing.</summary>
    public (Transaction Transaction, string Learned)? Run(Document document, long revision)
    {
        Tip tip = Tip.Start(default) with { Document = document, Revision = revision };
        var transaction = new Transaction(tip, section, attempt: 1, json: null);
        var learned = new List<string>();
        foreach ((_, Func<Transaction, string> step) in _steps)
        {
            try
            {
                learned.Add(step(transaction));
            }
            catch (Exception refused) when (refused is IHoldfastError)
            {
                if (!catches) return null;

                learned.Add(refused.Message);
            }
        }

        return (transaction, string.Join("|", learned));
    }

    private (string Text, Func<Transaction, string> Do) Next(Commit? undone)
    {
        (StatePath path, Value value) = (Path(), commits.NextValue());
        return commits.Random.Next(16) switch
        {
            0 or 1 => ($"get {path}", tx => tx.TryGet(path, out Value found) ? found.ToString() : "nothing"),
            2 => ($"names {path}", tx => string.Join(',', tx.GetNames(path))),
            3 => ($"count {path}", tx => $"{tx.GetCount(path)}"),
            4 => ($"revision {path}", tx => $"{tx.GetRevision(path)}"),
            5 => ($"set {path} {value}", Quiet(tx => tx.Set(path, value))),
            6 => ($"remove {path}", tx => $"{tx.Remove(path)}"),
            7 => ($"append {path} {value}", Quiet(tx => tx.Append(path, value))),
            8 => ($"add {path}", Quiet(tx => tx.Add(path, 1))),
            9 => ($"merge {path} {value}", Quiet(tx => tx.Merge(path, value))),
            10 => ($"restore {path}", Quiet(tx => tx.Restore(_then, path))),
            11 when undone is not null => ("undo", Quiet(tx => tx.Undo(undone.With([], section, null)))),
            12 => ($"test {path} {value}", Quiet(tx => tx.Test(path, value))),
            13 => ($"copy {path} if there is something", tx => CopyWhatIs(tx, path)),
            _ => OfPatch(),
        };
    }

    private (string Text, Func<Transaction, string> Do) OfPatch()
    {
        var patch = new Patch([.. commits.NextOperations(2).Select(ToPatch)]);
        return ($"patch {patch}", Quiet(tx => tx.Apply(patch)));
    }

    private static string CopyWhatIs(Transaction transaction, StatePath path)
    {
        if (!transaction.TryGet(path, out Value found)) return "";

        transaction.Set("/copied", found);
        return found.ToString();
    }

    private static Func<Transaction, string> Quiet(Action<Transaction> action) => transaction =>
    {
        action(transaction);
        return "";
    };

    /// <summary>A path of the section; some lead nowhere.</summary>
    private StatePath Path()
    {
        StatePath path = commits.NextPath();
        return path.StartsWith(section) ? path.Skip(section.Count) : path.Skip(Math.Min(1, section.Count));
    }

    private PatchOperation ToPatch(Operation operation)
    {
        (StatePath path, StatePath from) = (Path(), Path());
        return operation.Kind switch
        {
            OperationKind.Set or OperationKind.Insert => PatchOperation.Add(path, operation.Value),
            OperationKind.Remove => PatchOperation.Remove(path),
            OperationKind.Move when !(path.Count > from.Count && path.StartsWith(from)) =>
                PatchOperation.Move(from, path),
            OperationKind.Move or OperationKind.Copy => PatchOperation.Copy(from, path),
            _ => PatchOperation.Replace(path, operation.Value),
        };
    }
}
