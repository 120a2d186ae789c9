using System.Globalization;
using Holdfast.Processes.Coordination;

namespace Holdfast.Coordination.Child;

/// <summary>Takes locks and the like.</summary>
internal static class LockUser
{
    public static int Hold(string folder)
    {
        using Store store = Store.Open(folder);
        using Hold hold = store.GetState("shop").GetLock("/lock").Take();
        return SayAndStay(hold.FencingToken);
    }

    /// <summary>Says that it will wait, waits, and says what it has.</summary>
    public static int Wait(string folder)
    {
        using Store store = Store.Open(folder);
        Say("waiting");
        using Hold hold = store.GetState("shop").GetLock("/lock").Take();
        return SayAndStay(hold.FencingToken);
    }

    /// <summary>Takes the lock again and again; says each token, and whether another was inside meanwhile.</summary>
    public static int Race(string folder)
    {
        using Store store = Store.Open(folder);
        State state = store.GetState("shop");
        DistributedLock @lock = state.GetLock("/lock");
        while (true)
        {
            using Hold hold = @lock.Take();
            long token = hold.FencingToken.Number;
            long before = state.GetOrDefault<long>("/inside");
            state.Set("/inside", token);
            Thread.SpinWait(2000);
            long after = state.Get<long>("/inside");
            Say(before < token && after == token ? Text(token) : $"violated: {before} {token} {after}");
        }
    }

    public static int HoldLease(string folder)
    {
        using Store store = Store.Open(folder);
        using Hold hold = store.GetState("shop").GetLease("/lease", TimeSpan.FromSeconds(1)).Take();
        using CancellationTokenRegistration lost = hold.Lost.Register(() => Say("lost"));
        return SayAndStay(hold.FencingToken);
    }

    public static int HoldUnits(string folder, string units)
    {
        using Store store = Store.Open(folder);
        DistributedSemaphore semaphore = store.GetState("shop").GetSemaphore("/units", 5);
        using Hold hold = semaphore.Take(int.Parse(units, CultureInfo.InvariantCulture));
        return SayAndStay(hold.FencingToken);
    }

    public static void Say(string what)
    {
        Console.Out.WriteLine(what);
        Console.Out.Flush();
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static int SayAndStay(Revision token)
    {
        Say(Text(token.Number));
        Console.In.ReadToEnd();
        return 0;
    }
}
