using Holdfast;
using Holdfast.Processes;

namespace Tour;

/// <summary>Waits for one path, for anything but a path, and for a condition on the whole state.</summary>
internal static class StateWatchers
{
    public static void Run()
    {
        using ProcessContext context = new();
        State state = context.State;
        using Watch first = state.Watch();
        using Watch second = state.Watch();
        using Watch both = state.Watch();
        context.Start(Wave).Wait();

        Console.WriteLine($"flag1 changed: {first.NextChangeAsync(["/flag1"]).AsTask().Result.Root}");
        Console.WriteLine($"not flag1 changed: {second.NextChangeExceptAsync(["/flag1"]).AsTask().Result.Root}");
        Snapshot met = both.NextWhenAsync(now => now.Exists("/flag1") && now.Exists("/flag2")).AsTask().Result;
        Console.WriteLine($"both are there: {met.Root}");
    }

    private static void Wave(State state)
    {
        state["/flag1"] = true;
        state["/flag2"] = true;
    }
}
