using Holdfast.Processes.Coordination;

namespace Holdfast.Processes.Tests.Coordination;

/// <summary>Functions that end with what they hold.</summary>
internal static class HolderFunctions
{
    public static void Take(State state)
    {
        _ = state.GetLock("/lock").Take();
        _ = state.GetSemaphore("/units", 3).Take(2);
        _ = state.GetLease("/lease", TimeSpan.FromMinutes(10)).Take();
        _ = state.GetElection("/lead").Lead();
        state["/taken"] = true;
    }

    public static void TakeAndFail(State state)
    {
        Take(state);
        throw new InvalidOperationException("crash");
    }

    public static async Task TakeAndGiveBackAsync(State state)
    {
        await using (await state.GetLock("/lock").TakeAsync()) state["/taken"] = true;
        Hold late = await state.GetLock("/late").TakeAsync();
        await Task.Run(late.Release);
    }

    public static void TakeAndWait(State state)
    {
        Take(state);
        state.WhenAsync("/go", go => (bool)go).GetAwaiter().GetResult();
    }

    /// <summary>Waits in tasks of its own for what others have, until it is told to end.</summary>
    public static void BeginWaits(State state)
    {
        _ = state.GetLock("/lock").TakeAsync();
        _ = Task.Run(() => state.GetLock("/lock").Take());
        _ = state.GetSemaphore("/units", 3).TakeAsync();
        _ = state.GetBarrier("/meet", 2).MeetAsync();
        _ = state.GetQueue("/queue").ClaimAsync();
        state.WhenAsync("/go", go => (bool)go).GetAwaiter().GetResult();
    }

    public static void Claim(State state, int count)
    {
        IReadOnlyList<WorkItem> items = state.GetQueue("/queue").ClaimMany(count);
        items[0].Complete();
        throw new InvalidOperationException("crash");
    }

    public static int TakeAndAnswer(State state)
    {
        Take(state);
        return Environment.ProcessId;
    }
}
