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

        Console.WriteLine($"flag1 changed: {first.NextChange(["/flag1"]).Root}");
        Console.WriteLine($"not flag1 changed: {second.NextChangeExcept(["/flag1"]).Root}");
        Snapshot met = both.NextWhen(now => now.Exists("/flag1") && now.Exists("/flag2"));
        Console.WriteLine($"both are there: {met.Root}");
    }

    private static void Wave(State state)
    {
        state["/flag1"] = true;
        state["/flag2"] = true;
    }
}
