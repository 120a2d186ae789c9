using System.Globalization;

namespace Holdfast.CrashChild;

/// <summary>
/// Changes what another process changes too, for a while, and prints the most attempts that a change took.
/// </summary>
internal static class Contender
{
    private const int SpinsBetweenReadAndWrite = 200;

    public static int Run(string folder, string milliseconds)
    {
        using Store store = Store.Open(folder);
        State state = store.GetState("app");
        Console.Out.WriteLine("begun");
        Console.Out.Flush();
        long until = Environment.TickCount64 + long.Parse(milliseconds, CultureInfo.InvariantCulture);
        int most = 0;
        while (Environment.TickCount64 < until)
        {
            int attempts = 0;
            state.Atomic(transaction =>
            {
                attempts = transaction.Attempt;
                int count = transaction.GetOrDefault("/count", 0);
                Thread.SpinWait(SpinsBetweenReadAndWrite);
                transaction["/count"] = count + 1;
            });
            most = Math.Max(most, attempts);
        }

        Console.Out.WriteLine(most);
        Console.Out.Flush();
        return 0;
    }
}
