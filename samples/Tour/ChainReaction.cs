using Holdfast;
using Holdfast.Processes;

namespace Tour;

/// <summary>The first child waits for the parent, the second for the first.</summary>
internal static class ChainReaction
{
    public static void Run()
    {
        using ProcessContext context = new();
        context.Start(First);
        context.Start(Second);
        Console.WriteLine("main: sets foo to foobar");
        context.State["/foo"] = "foobar";
        context.WaitAll();
        Console.WriteLine("main: all have ended");
    }

    private static async Task First(State state)
    {
        await state.WhenEqualAsync("/foo", "foobar");
        Console.WriteLine("first: woke, sets foo to bar");
        state["/foo"] = "bar";
    }

    private static async Task Second(State state)
    {
        await state.WhenEqualAsync("/foo", "bar");
        Console.WriteLine("second: woke");
    }
}
