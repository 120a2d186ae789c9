namespace Holdfast.Processes.Tests.Examples;

/// <summary>The functions of zproc's example programs.</summary>
internal static class ExampleFunctions
{
    public static void Count(State state, int times)
    {
        for (int number = 0; number < times; number++)
        {
            state["/counter"] = number;
            Thread.Sleep(5);
        }
    }

    /// <summary>Adds one while nobody else writes, and prints; each number comes once and in order.</summary>
    public static void Increment(State state) => state.Exclusive(transaction =>
    {
        int next = (int)transaction["/count"] + 1;
        Thread.Sleep(Random.Shared.Next(3));
        transaction["/count"] = next;
        transaction.Append("/printed", next);
    });

    /// <summary>Waits for the first link of the chain, and pulls the second.</summary>
    public static string First(State state)
    {
        string seen = (string)state.WhenAvailableAsync("/foo").GetAwaiter().GetResult().Get("/foo")!;
        state["/bar"] = "by the first";
        return seen;
    }

    public static string Second(State state) =>
        (string)state.WhenAvailableAsync("/bar").GetAwaiter().GetResult().Get("/bar")!;

    /// <summary>Makes numbers until somebody says stop.</summary>
    public static int Generate(State state)
    {
        Random random = new(1);
        int made = 0;
        for (; !state.TryGet("/stop", out _); made++) state["/number"] = random.NextDouble();
        return made;
    }

    public static double Listen(State state)
    {
        double lucky = (double)state.WhenAsync("/number", number => (double)number is > 0.6 and < 0.61)
            .GetAwaiter().GetResult().Get("/number");
        state["/stop"] = true;
        return lucky;
    }

    public static void EatCookies(State state)
    {
        using Watch watch = state.Watch(new WatchOptions { Paths = ["/cookies"], From = new Revision(1) });
        for (int eaten = 0; eaten < 5; eaten++)
        {
            Commit commit = watch.NextAsync().AsTask().GetAwaiter().GetResult();
            state.Append("/eaten", (int)commit.After.Get("/cookies"));
        }
    }
}
