namespace Holdfast.Processes.Tests;

internal static class StateWaiting
{
    /// <summary>Waits until a value meets a predicate; the test's thread has nothing else to do.</summary>
    public static void When(this State state, StatePath path, Func<Value, bool> predicate, TimeSpan timeout) =>
        state.WhenAsync(path, predicate, timeout).GetAwaiter().GetResult();

    /// <summary>
    /// Waits until a process is so far; of one that is no child of theirs the kernel tells nobody when it has ended.
    /// </summary>
    public static void WhenPhase(this Store store, string id, ProcessPhase phase, TimeSpan timeout) => Assert.True(
        SpinWait.SpinUntil(() => store.FindProcess(id).Status.Phase == phase, timeout),
        $"It is {store.FindProcess(id).Status.Phase} still.");
}
