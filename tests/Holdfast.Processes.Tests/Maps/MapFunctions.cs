using System.Runtime.InteropServices;

namespace Holdfast.Processes.Tests.Maps;

internal static class MapFunctions
{
    public static int Square(int number) => number * number;

    public static long Power(long number, int exponent)
    {
        long result = 1;
        for (int step = 0; step < exponent; step++) result *= number;
        return result;
    }

    public static long Thingy(long seed, long num, int exp) => seed + Power(num, exp);

    public static double Inverse(int number) => 1.0 / number;

    public static string Shout(string word) => word.ToUpperInvariant();

    public static int FailAtTens(int number) =>
        number % 10 == 0 ? throw new FormatException($"no {number}") : number;

    public static object UnsendableAtThree(int number) => number == 3 ? new Func<int>(() => number) : number;

    public static int CountWith(State state, int number)
    {
        state.Add("/count", 1);
        return number;
    }

    public static int CountAndFailAtTens(State state, int number) => FailAtTens(CountWith(state, number));

    public static string Spell(
        State state, string first, int? second, bool third, double rate, string end, string last = "default")
    {
        state.Add("/count", 1);
        return FormattableString.Invariant($"{first} {second} {third} {rate} {end} {last}");
    }

    public static int WaitForGo(State state, int number)
    {
        state.When("/go", _ => true, TimeSpan.FromSeconds(60));
        return number;
    }

    public static int CountAndWaitForGo(State state, int number) => WaitForGo(state, CountWith(state, number));

    public static int DieOnce(State state, int number)
    {
        // The first worker that meets 13 dies of it, in the middle of its piece.
        if (number == 13 && state.TrySet("/died", true, Condition.IfMissing, out _)) Signals.Send((PosixSignal)9);
        return number;
    }

    public static int AlwaysDie(int number)
    {
        if (number == 3) Signals.Send((PosixSignal)9);
        return number;
    }

    public static int DieAt300(int number)
    {
        if (number == 300) Signals.Send((PosixSignal)9);
        return number;
    }

    public static int Slow(int number)
    {
        Thread.Sleep(2);
        return number;
    }

    /// <summary>Takes three milliseconds; but item 20 takes as long as the ten behind it are not done.</summary>
    public static int WaitForTenBehind(State state, int number)
    {
        state.Add($"/runs/{number}", 1);
        if (number != 20)
        {
            Thread.Sleep(3);
            state.Set($"/done/{number}", true);
            return number;
        }

        state.WhenAsync(
            now => Enumerable.Range(21, 10).All(other => now.Exists($"/done/{other}")), TimeSpan.FromSeconds(30))
            .GetAwaiter().GetResult();
        return number;
    }

    public static int SlowSum(int number, int more) => Slow(number) + more;

    public static MapTask SubmitAndWait(ProcessContext context, int count)
    {
        MapTask task = context.SubmitMap(Slow, Enumerable.Range(0, count));
        Assert.Equal(count, context.Redeem<int>(task).Count());
        return task;
    }

    public static void SubmitAndDie(ProcessContext context, State state, int count)
    {
        MapTask task = context.SubmitMap(Slow, Enumerable.Range(0, count));
        state.Set("/task", task);
        Assert.Equal(0, context.Redeem<int>(task).First().Value);
        Signals.Send((PosixSignal)9);
    }

    public static void SubmitAndSleep(ProcessContext context, State state, int count)
    {
        state.Set("/task", context.SubmitMap(Slow, Enumerable.Range(0, count)));
        Thread.Sleep(Timeout.Infinite);
    }

    public static int Pid(int number)
    {
        _ = number;
        return Environment.ProcessId;
    }

    public static async Task<double> HalfAsync(int number)
    {
        await Task.Yield();
        return number / 2.0;
    }
}
