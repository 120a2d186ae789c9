using Holdfast;
using Holdfast.Processes;

namespace Tour;

/// <summary>Fifty processes add one each. Nobody else writes meanwhile, so the numbers come in order.</summary>
internal static class Counter
{
    public static void Run()
    {
        using ProcessContext context = new();
        context.State["/count"] = 0;
        foreach (ChildProcess child in context.CreateMany(50, Increment)) child.Start();
        context.WaitAll();
        Console.WriteLine($"counted to {context.State["/count"]}");
    }

    private static void Increment(State state) => state.Exclusive(transaction =>
    {
        int next = transaction.Get<int>("/count") + 1;
        Thread.Sleep(Random.Shared.Next(10));
        transaction["/count"] = next;
        Console.WriteLine(next);
    });
}
