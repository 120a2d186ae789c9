using Holdfast.Errors;
using Holdfast.Logs.Memory;
using Xunit.Sdk;

namespace Holdfast.Proof.Tests.Watches;

/// <summary>The recorder beside threads that commit and go back, on both kinds of log; and that it can fail.</summary>
public sealed class WatchRecorderTests
{
    private const int Threads = 3;
    private const int Commits = 200;

    [Theory]
    [InlineData(nameof(MemoryLogKind.DecideFirst))]
    [InlineData(nameof(MemoryLogKind.OrderFirst))]
    public void Check_BesideCommitsRollbacksAndReverts_FindsTheContractKept(string kind)
    {
        using Store store = Open(kind);
        State state = store.GetState("shop");
        using var recorder = WatchRecorder.Begin(state, "/list/1", "/n", "/doc");

        Thread[] threads = [.. Enumerable.Range(0, Threads).Select(
            index => new Thread(() => CommitMany(state.Fork(), new Random(Environment.TickCount + index))))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());

        recorder.Check(state);
        Assert.InRange(state.Revision.Number, Commits, long.MaxValue);
    }

    [Fact]
    public void Check_AnotherHistory_IsRefused()
    {
        using Store store = Open(nameof(MemoryLogKind.DecideFirst));
        (State first, State second) = (store.GetState("first"), store.GetState("second"));
        first["/n"] = 1;
        second["/n"] = 2;
        using var recorder = new WatchRecorder("/n");
        recorder.Take(first);

        FailException refused = Assert.Throws<FailException>(() => recorder.Check(second));
        Assert.Contains("AtomicCheck", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_HistoryIsTrimmedMeanwhile_CountsThatItWasTold()
    {
        using Store store = Open(nameof(MemoryLogKind.DecideFirst));
        store.SetRetention("shop", new Retention { Bytes = 0 });
        State state = store.GetState("shop");
        using var recorder = new WatchRecorder("/n");
        state["/n"] = 0;
        recorder.Take(state);
        for (int round = 0; round < 2; round++)
        {
            for (int number = 0; number < 1000; number++) state["/n"] = number;
            store.Compact();
        }

        recorder.Check(state);

        Assert.Equal(3, recorder.Losses);
    }

    private static Store Open(string kind) =>
        Store.Open(() => new MemoryLogStore(new Retention(), Enum.Parse<MemoryLogKind>(kind)), new StoreOptions());

    private static void CommitMany(State state, Random random)
    {
        for (int index = 0; index < Commits; index++)
        {
            try
            {
                CommitOne(state, random, index);
            }
            catch (Exception refused) when (refused is IHoldfastError)
            {
                // Undone by somebody meanwhile, or what is there does not take it: no commit.
            }
        }
    }

    private static void CommitOne(State state, Random random, int number)
    {
        switch (random.Next(9))
        {
            case 0:
                state.Rollback(new Revision(random.NextInt64(state.Revision.Number + 1)));
                break;
            case 1:
                state.Revert(new Revision(random.NextInt64(1, state.Revision.Number + 1)));
                break;
            case 2:
                state.Remove("/list/0");
                break;
            case 3:
                state.ReplaceAll(Value.Parse("""{"list":[1,2],"doc":{"a":1}}"""));
                break;
            case 4:
                state.Append("/list", number);
                break;
            case 5:
                state.Add("/n", 1);
                break;
            default:
                state[$"/doc/{random.Next(4)}"] = random.Next(3);
                break;
        }
    }
}
