using Holdfast.Errors;
using Holdfast.Processes.Coordination;

namespace Holdfast.Processes.Tests.Coordination;

/// <summary>What is not the record of what was asked for is refused, and stays as it was.</summary>
public sealed class RecordCheckTests() : CoordinationTest(Home.InMemory())
{
    private static readonly string[] Others =
    [
        "[1,2]", "\"text\"", "null", "{\"name\":\"a\"}", "{\"items\":[1],\"here\":2,\"holders\":true}",
    ];

    private static readonly Dictionary<string, Action<State, StatePath>> Uses = new()
    {
        ["lock"] = (state, path) => state.GetLock(path).Take(TimeSpan.Zero),
        ["lock, tried"] = (state, path) => state.GetLock(path).TryTake(),
        ["lock, asynchronous"] = (state, path) =>
            state.GetLock(path).TakeAsync(TimeSpan.Zero).GetAwaiter().GetResult(),
        ["lock, looked at"] = (state, path) => state.GetLock(path).GetHolder(),
        ["lock, its line"] = (state, path) => _ = state.GetLock(path).WaiterCount,
        ["lease"] = (state, path) => state.GetLease(path, TimeSpan.FromSeconds(10)).Take(TimeSpan.Zero),
        ["semaphore"] = (state, path) => state.GetSemaphore(path, 3).Take(2, TimeSpan.Zero),
        ["election"] = (state, path) => state.GetElection(path).TryLead(),
        ["queue, enqueued"] = (state, path) => state.GetQueue(path).Enqueue(1),
        ["queue, claimed"] = (state, path) => state.GetQueue(path).TryClaim(),
        ["queue, counted"] = (state, path) => state.GetQueue(path).Count(),
        ["queue, discarded"] = (state, path) => state.GetQueue(path).Discard("a"),
        ["barrier"] = (state, path) => state.GetBarrier(path, 1).Meet(TimeSpan.Zero),
        ["barrier, looked at"] = (state, path) => _ = state.GetBarrier(path, 1).HereCount,
        ["countdown"] = (state, path) => state.GetCountdown(path).Set(1),
        ["countdown, tried"] = (state, path) => state.GetCountdown(path).TrySet(1),
        ["countdown, signalled"] = (state, path) => state.GetCountdown(path).Signal(),
        ["countdown, waited for"] = (state, path) => state.GetCountdown(path).Wait(TimeSpan.Zero),
    };

    public static TheoryData<string> Names => [.. Uses.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Use_SomethingElseIsThere_IsRefusedAndChangesNothing(string use)
    {
        foreach (string text in Others)
        {
            State.Set("/there", Value.Parse(text));
            Revision before = State.Revision;
            HoldfastOperationException error = Assert.Throws<HoldfastOperationException>(
                () => Uses[use](State, "/there"));
            Assert.Equal(ErrorCode.NotCoordination, error.Code);
            Assert.Equal("/there", error.Path);
            Assert.Equal(before, State.Revision);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Use_WholeState_IsRefusedAndChangesNothing(string use)
    {
        State.Set("/a", 1);
        Revision before = State.Revision;
        HoldfastOperationException error = Assert.Throws<HoldfastOperationException>(
            () => Uses[use](State, StatePath.Root));
        Assert.Equal(ErrorCode.NotCoordination, error.Code);
        Assert.Equal(before, State.Revision);
    }

    [Fact]
    public void Take_RecordOfAnotherKind_IsRefused()
    {
        using Hold units = State.GetSemaphore("/units", 2).Take(token: Token);
        Assert.Equal(
            ErrorCode.NotCoordination,
            Assert.Throws<HoldfastOperationException>(() => State.GetLock("/units").Take(TimeSpan.Zero, Token)).Code);
        State.GetQueue("/queue").Enqueue(1);
        Assert.Contains(
            "What is at '/queue' is not a barrier: it is an object with 'items'",
            Assert.Throws<HoldfastOperationException>(
                () => State.GetBarrier("/queue", 2).Meet(TimeSpan.Zero, Token)).Message,
            StringComparison.Ordinal);
    }
}
