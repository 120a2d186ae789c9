using Holdfast;
using Holdfast.Processes;

namespace Tour;

/// <summary>Each process starts the next one on the same state, down to the last.</summary>
internal static class Nested
{
    public static void Run()
    {
        using ProcessContext context = new();
        Console.WriteLine($"the deepest is at level {context.Start(Level, 1).Wait<int>()}");
        Console.WriteLine($"levels that ran: {string.Join(" ", context.State.Get<int[]>("/levels")!)}");
    }

    private static int Level(ProcessContext context, State state, int level)
    {
        state.Append("/levels", level);
        return level == 5 ? level : context.Start(Level, level + 1).Wait<int>();
    }
}
