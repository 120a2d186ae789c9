using Holdfast.Processes.Coordination;

namespace Holdfast.Processes.Tests.Coordination;

public sealed class ThreadHolderEndTests() : HolderEndTests(Backend.Thread)
{
    // What a function had begun and not awaited stayed in the line, and got what it could do nothing with.
    [Fact]
    public async Task End_FunctionWaitsForMore_LeavesEveryLine()
    {
        DistributedLock locked = State.GetLock("/lock");
        DistributedSemaphore units = State.GetSemaphore("/units", 3);
        DistributedBarrier barrier = State.GetBarrier("/meet", 2);
        WorkQueue queue = State.GetQueue("/queue");
        using (locked.Take(Patience, Token))
        using (units.Take(3, Patience, Token))
        {
            ChildProcess child = Context.Start(HolderFunctions.BeginWaits);
            Await(() => (locked.WaiterCount, units.WaiterCount, barrier.HereCount) == (2, 1, 1));
            State["/go"] = true;
            await child.WaitAsync(Patience, Token);
            Await(() => (locked.WaiterCount, units.WaiterCount, barrier.HereCount) == (0, 0, 0));
        }

        queue.Enqueue(1);
        Assert.NotNull(queue.Claim(Patience, Token));
        Assert.Equal(1, queue.Count().Claimed);
        Task<long> met = barrier.MeetAsync(Patience, Token);
        await barrier.MeetAsync(Patience, Token);
        await met;
    }

    private static void Await(Func<bool> condition) => Assert.True(SpinWait.SpinUntil(condition, Patience));
}
