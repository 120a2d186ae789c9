using Holdfast;
using Holdfast.Processes;

namespace Tour;

/// <summary>A consumer that takes its time gets all peanuts; one that only wants the newest skips ahead.</summary>
internal static class Peanuts
{
    private const int Count = 10;

    public static void Run()
    {
        using ProcessContext context = new();
        using Watch all = context.State.Watch("/peanuts");
        using Watch newest = context.State.Watch("/peanuts");
        ChildProcess producer = context.Start(Produce);

        for (int eaten = 1; eaten <= Count; eaten++)
        {
            Console.WriteLine($"got {all.Next().After.Get<int>("/peanuts")}");
            Thread.Sleep(20);
        }

        newest.GoLive();
        context.Start((State state) => state.Add("/peanuts", 1)).Wait();
        Console.WriteLine($"live: {newest.Next().After.Get<int>("/peanuts")}");
        producer.Wait();
    }

    private static void Produce(State state)
    {
        for (int made = 1; made <= Count; made++) state["/peanuts"] = made;
    }
}
