namespace Holdfast.Processes.Tests.Supervision;

/// <summary>What is supervised in the tests.</summary>
internal static class SupervisedFunctions
{
    /// <summary>Says that it runs, and does what is written for it: fail or leave.</summary>
    public static void Obey(string name, State state, CancellationToken token)
    {
        state.Append("/log", $"+{name}");
        try
        {
            StatePath place = StatePath.Root / "orders" / name;
            Value order = state.WhenAsync(place, _ => true, token: token).GetAwaiter().GetResult()[place];
            state.Remove(place);
            if ((string)order! == "fail") throw new FormatException($"{name} was to fail");
        }
        catch (OperationCanceledException)
        {
            state.Append("/log", $"-{name}");
            throw;
        }
    }

    public static void Fail() => throw new FormatException("at once");

    /// <summary>Adds to its own count and to that of all, in one commit each time.</summary>
    public static void Work(string name, State state)
    {
        while (true)
        {
            state.Atomic(transaction =>
            {
                transaction["/all"] = transaction.TryGet("/all", out Value all) ? (long)all + 1 : 1;
                StatePath own = StatePath.Root / "own" / name;
                transaction[own] = transaction.TryGet(own, out Value count) ? (long)count + 1 : 1;
            });
        }
    }
}
