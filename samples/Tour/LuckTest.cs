using Holdfast;
using Holdfast.Processes;

namespace Tour;

/// <summary>One process draws numbers; another waits for a lucky one, and says stop.</summary>
internal static class LuckTest
{
    public static void Run()
    {
        using ProcessContext context = new();
        ChildProcess listener = context.Start(Listen, context.State.Revision);
        ChildProcess generator = context.Start(Draw);
        Console.WriteLine($"lucky: {listener.Wait<double>():0.0000}");
        Console.WriteLine($"stopped after some numbers: {generator.Wait<int>() > 0}");
    }

    private static int Draw(State state)
    {
        int drawn = 0;
        while (!state.GetOrDefault("/stop", false))
        {
            state["/number"] = Random.Shared.NextDouble();
            drawn++;
        }

        return drawn;
    }

    private static async Task<double> Listen(State state, Revision before)
    {
        using Watch numbers = state.Watch(new WatchOptions { Paths = ["/number"], From = before });
        Snapshot lucky = await numbers.NextWhenAsync("/number", number => (double)number is > 0.6 and < 0.601);
        state["/stop"] = true;
        return lucky.Get<double>("/number");
    }
}
