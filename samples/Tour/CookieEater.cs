using Holdfast;
using Holdfast.Processes;

namespace Tour;

/// <summary>The eater has a place in the log, so it gets each cookie, however fast they are baked.</summary>
internal static class CookieEater
{
    private const int Cookies = 5;

    public static void Run()
    {
        using ProcessContext context = new();
        ChildProcess eater = context.Start(Eat, context.State.Revision);
        for (int cookie = 1; cookie <= Cookies; cookie++)
        {
            context.State.Add("/cookies", 1);
            Console.WriteLine($"baked {cookie}");
        }

        Console.WriteLine($"{eater.Wait<int>()} cookies eaten");
    }

    private static async Task<int> Eat(State state, Revision before)
    {
        using Watch baked = state.Watch(new WatchOptions { Paths = ["/cookies"], From = before });
        int eaten = 0;
        while (eaten < Cookies)
        {
            await baked.NextAsync();
            Console.WriteLine($"nom {++eaten}");
        }

        return eaten;
    }
}
