namespace Holdfast.Processes.Tests;

internal static class StateWaiting
{
    /// <summary>Waits until a value meets a predicate; the test's thread has nothing else to do.</summary>
    public static void When(this State state, StatePath path, Func<Value, bool> predicate, TimeSpan timeout) =>
        state.WhenAsync(path, predicate, timeout).GetAwaiter().GetResult();
}
