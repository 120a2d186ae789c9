using Holdfast.Commits;
using Holdfast.Documents;
using Holdfast.Errors;
using Holdfast.Logs.Memory;
using Holdfast.Tests.Commits;
using Holdfast.Tests.Documents.Patches;
using Holdfast.Watches;

namespace Holdfast.Tests.Watches;

/// <summary>
/// Random commits beside watches of random paths: who makes of what was there what a watch tells has what is there.
/// </summary>
public sealed class WatchModelTests
{
    private const int Cases = 10_000;

    private static readonly StatePath Place = "/place";

    private readonly MemoryLog _log = new("watched", new Retention());
    private int _deliveries;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Match_Folded_GivesWhatIsThere(bool includesEqual)
    {
        Property.Holds(seed => Check(seed, includesEqual), Cases);

        // Otherwise it would be enough that nothing is told.
        Assert.InRange(_deliveries, Cases / 8, Cases * 4);
    }

    private bool Check(int seed, bool includesEqual)
    {
        var commits = new RandomCommits(new Random(seed));
        commits.Commit(6);
        StatePath[] paths = [.. Enumerable.Range(0, commits.Random.Next(1, 3)).Select(_ => commits.NextPath())];
        var filter = new WatchFilter { Section = default, Paths = paths, IncludesEqual = includesEqual };
        foreach (Commit commit in commits.Commit(2, mostOperations: 4))
        {
            string story = $"seed {seed}: {commit.Before.Root}\n  watched {string.Join(", ", filter.Paths)}\n  "
                + string.Join("; ", commit.Changes);
            Commit? told = filter.Match(commit);
            if (told is not null) CheckWoken(commit, filter, story);

            foreach (StatePath path in filter.Paths) CheckFold(commit, path, told?.Changes ?? [], story);
        }

        return true;
    }

    private void CheckFold(Commit commit, StatePath path, IReadOnlyList<Change> changes, string story)
    {
        Value? before = At(commit.DocumentBefore, path);
        Value? after = At(commit.DocumentAfter, path);
        Document known = Document.FromValue(Value.EmptyObject, 1);
        if (before is { } value) known = known.Set(Place, value, 1).Document;

        foreach (Change change in changes.Where(each => each.Path.StartsWith(path)))
        {
            _deliveries++;
            story += $"\n  told {change}";
            known = Fold(known, Place.Concat(change.Path.Skip(path.Count)), change, story);
        }

        string folded = Text(At(known, Place));
        Assert.True(folded == Text(after), $"{story}\n  makes {folded} of {Text(before)} at {path}, not {Text(after)}");
    }

    private static Document Fold(Document known, StatePath place, Change change, string story)
    {
        bool isInsert = change.Kind == ChangeKind.Insert;
        string before = Text(At(known, place));
        Assert.True(isInsert || before == Text(change.Before), $"{story}\n  before that {before}");
        Edit edit = change.After is not { } after
            ? known.Remove(place, 2)
            : isInsert ? known.Insert(place, after, 2) : known.Set(place, after, 2);
        Assert.True(edit.Failure == ErrorCode.None, $"{story}\n  does not fit: {edit.Failure}");
        return edit.Document;
    }

    /// <summary>What is delivered must have ended the wait for it.</summary>
    private void CheckWoken(Commit commit, WatchFilter filter, string story)
    {
        var index = new WatchIndex(_log, () => 0);
        var waiter = new Waiter(filter.Paths, this);
        index.Add(waiter);
        List<Waiter>? due = null;
        index.Signal(commit, ref due);
        Assert.True(due is not null, $"{story}\n  nobody was woken");
    }

    private static Value? At(Document document, StatePath path) =>
        document.TryGet(path, out Value value) ? value : default(Value?);

    private static string Text(Value? value) => value?.ToString() ?? "nothing";
}
