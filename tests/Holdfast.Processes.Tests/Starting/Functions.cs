using Holdfast.Lifecycle.Runs;

namespace Holdfast.Processes.Tests.Starting;

/// <summary>What the tests run in other processes.</summary>
internal static class Functions
{
    public static int Square(int number) => number * number;

    public static int Length(string text) => text.Length;

    public static string StoreOptionsOf(State state)
    {
        StoreOptions options = state.Store.Options;
        return $"{options.Durability} {options.Timeout} {options.MaxAttempts} {options.Author} "
            + $"{options.Retention.Bytes} {options.Retention.Commits} {options.Retention.Age} "
            + $"{options.AllowsUnknownFileSystem}";
    }

    public static int Pid() => Environment.ProcessId;

    public static string Greet(string name, string greeting = "hello") => $"{greeting}, {name}";

    public static void Count(State state) => state.Add("/count", 1);

    public static async Task<long> SumAsync(long[] numbers)
    {
        await Task.Yield();
        return numbers.Sum();
    }

    public static async ValueTask<string> EchoAsync(string text)
    {
        await Task.Yield();
        return text;
    }

    public static void Fail() => throw new ArgumentException("this cannot be", new FormatException("the cause"));

    public static object Raw() => new Func<int>(() => 1);

    public static RemoteException Returned()
    {
        try
        {
            throw new KeyNotFoundException("nothing is there");
        }
        catch (KeyNotFoundException missing)
        {
            return new RemoteException(missing);
        }
    }

    public static void Leave(int code) => throw new ProcessExitException(code);

    public static void Exit(int code) => Environment.Exit(code);

    public static void Sleep(State state)
    {
        state["/sleeping"] = true;
        Thread.Sleep(Timeout.Infinite);
    }

    public static string Obey(State state, CancellationToken token)
    {
        state["/sleeping"] = true;
        token.WaitHandle.WaitOne();
        return "obeyed";
    }

    public static int Work(State state, RunState run)
    {
        for (int step = 0; ; step++)
        {
            state["/step"] = step;
            run.Delay(TimeSpan.FromMilliseconds(1));
        }
    }

    public static string NameOfContext(ProcessContext context) => context.Namespace;

    public static T Generic<T>(T item) => item;

    public static int FailUntil(State state, int successes)
    {
        int tries = (int)state.Add("/tries", 1).Value;
        return tries > successes ? tries : throw new TimeoutException($"try {tries}");
    }
}
