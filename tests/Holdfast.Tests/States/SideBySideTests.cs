using Holdfast.Errors;
using Holdfast.Logs.File;
using Holdfast.Logs.Memory;
using Holdfast.Proof.Tests.Watches;

namespace Holdfast.Tests.States;

/// <summary>The same random commits on every log and on a naive model: all must say the same at every step.</summary>
public sealed class SideBySideTests : IDisposable
{
    private const int Steps = 400;
    private const int LargestText = 4000;

    private readonly string _folder = Directory.CreateTempSubdirectory("holdfast-side-").FullName;
    private readonly NaiveState _model = new();
    private readonly List<Store> _stores = [];
    private readonly List<State> _states = [];
    private readonly List<WatchRecorder> _recorders = [];

    public static TheoryData<int> Seeds => [1, 2, 3, 13484296, Environment.TickCount];

    public void Dispose()
    {
        _recorders.ForEach(recorder => recorder.Dispose());
        _stores.ForEach(store => store.Dispose());
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Commits_OnEveryLog_GiveWhatTheModelGives(int seed)
    {
        var random = new Random(seed);
        Open(() => new MemoryLogStore(new Retention(), MemoryLogKind.DecideFirst));
        Open(() => new MemoryLogStore(new Retention(), MemoryLogKind.OrderFirst));
        Open(OpenFile);
        for (int step = 0; step < Steps; step++)
        {
            string story = $"seed {seed}, step {step}";
            switch (random.Next(20))
            {
                case 0:
                    GoBack(random, story);
                    break;
                case 1:
                    UndoOne(random, story);
                    break;
                case 2:
                    Reopen(random);
                    break;
                default:
                    CommitOne(RandomStep.Next(random), story);
                    break;
            }

            CheckAll(story);
            KeepSmall(story);
            TakeSome(random);
        }

        CheckPast(random);
        Assert.All(_recorders, (recorder, place) => recorder.Check(_states[place]));
    }

    private void CommitOne(RandomStep step, string story)
    {
        bool expected = _model.Commit(step.OnModel, step.IsCommit);
        foreach (State state in _states)
        {
            Assert.True(expected == Try(() => step.OnState(state)),
                $"{story}, {state.Store.Address}: the model says {expected}");
        }
    }

    /// <summary>The content is as it was; the order of members need not be, but is the same on every log.</summary>
    private void GoBack(Random random, string story)
    {
        int to = random.Next(_model.Revision + 1);
        var then = Value.Parse(_model.TextAt(to));
        bool differs = !Value.Parse(_model.Text).Equals(then);
        Revision before = _states[0].Revision;
        _states.ForEach(state => state.Rollback(new Revision(to)));
        Assert.All(_states, state => Assert.True(state.Snapshot().Root.Equals(then), story));
        Assert.True(differs == (_states[0].Revision > before), story);
        Follow();
    }

    /// <summary>A commit is undone, or something that it changed was changed later; every log says the same.</summary>
    private void UndoOne(Random random, string story)
    {
        if (_model.Revision == 0)
        {
            return;
        }

        int revision = Math.Max(1, _model.Revision - random.Next(3));
        bool isNewest = revision == _model.Revision;
        bool[] done = [.. _states.Select(state => Try(() => state.Revert(new Revision(revision))))];
        Assert.True(done.Distinct().Count() == 1 && (done[0] || !isNewest), story);
        if (isNewest)
        {
            Assert.True(_states[0].Snapshot().Root.Equals(Value.Parse(_model.TextAt(revision - 1))), story);
        }

        Follow();
    }

    /// <summary>Closes the folder's store and opens it again, sometimes from a checkpoint of this moment.</summary>
    private void Reopen(Random random)
    {
        int place = _stores.Count - 1;
        if (random.Next(2) == 0)
        {
            _states[place].Find()?.SaveCheckpoint();
        }

        _stores[place].Dispose();
        (_stores[place], _states[place]) = OpenState(OpenFile);
    }

    /// <summary>Has the watches of one of the logs go on; those of the folder's through each of its openings.</summary>
    private void TakeSome(Random random)
    {
        int place = random.Next(_states.Count * 5);
        if (place < _states.Count)
        {
            _recorders[place].Take(_states[place]);
        }
    }

    private void CheckAll(string story)
    {
        foreach (State state in _states)
        {
            Assert.True(_model.Text == state.Snapshot().Root.ToString(),
                $"{story}: {state.Snapshot()} where the model has {_model.Text}");
            Assert.True(_model.Revision == state.Revision.Number, story);
        }
    }

    private void CheckPast(Random random)
    {
        foreach (State state in _states)
        {
            int revision = random.Next(_model.Revision + 1);
            Assert.Equal(_model.TextAt(revision), state.SnapshotAt(new Revision(revision)).Root.ToString());
            Assert.Equal(_model.Revision, state.History().Count());
        }
    }

    /// <summary>Copies double the document again and again; begins anew before that takes long.</summary>
    private void KeepSmall(string story)
    {
        if (_model.Text.Length > LargestText)
        {
            _states.ForEach(state => state.ReplaceAll(Value.EmptyObject));
            Follow();
            CheckAll(story);
        }
    }

    /// <summary>
    /// The model takes over what the states made of a step that it does not know, if it was a commit.
    /// </summary>
    private void Follow()
    {
        if (_states[0].Revision.Number > _model.Revision)
        {
            _model.Replace(_states[0].Snapshot().Root.ToString());
        }
    }

    private static bool Try(Action action)
    {
        try
        {
            action();
            return true;
        }
        catch (Exception refused) when (refused is IHoldfastError)
        {
            return false;
        }
    }

    private FileLogStore OpenFile() => FileLogStore.Open(
        Path.Combine(_folder, "store"),
        new FileLogOptions
        {
            Retention = Retention.Everything,
            FirstSegmentBytes = 4 << 10,
            MaxSegmentBytes = 32 << 10,
        });

    private void Open(Func<Holdfast.Logs.LogStore> open)
    {
        (Store store, State state) = OpenState(open);
        _stores.Add(store);
        _states.Add(state);
        _recorders.Add(new WatchRecorder("/a", "/b/0", "/"));
    }

    private static (Store Store, State State) OpenState(Func<Holdfast.Logs.LogStore> open)
    {
        Store store = Store.Open(open, new StoreOptions());
        return (store, store.GetState("side"));
    }
}
