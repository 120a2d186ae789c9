using Holdfast;
using Holdfast.Processes;

namespace Tour;

/// <summary>The eater is called for each cookie, also for those that were baked while it started or ate.</summary>
internal static class CookieEater
{
    private const int Cookies = 5;

    public static void Run()
    {
        using ProcessContext context = new();
        ChildProcess eater = context.CallWhenChange(["/cookies"], Eat);
        for (int cookie = 1; cookie <= Cookies; cookie++)
        {
            context.State.Add("/cookies", 1);
            Console.WriteLine($"baked {cookie}");
        }

        eater.Wait();
        Console.WriteLine($"{Cookies} cookies eaten");
    }

    private static void Eat(Snapshot seen)
    {
        int cookie = seen.Get<int>("/cookies");
        Console.WriteLine($"nom {cookie}");

        // Otherwise it would wait for the next one without end.
        if (cookie == Cookies) throw new ProcessExitException();
    }
}
