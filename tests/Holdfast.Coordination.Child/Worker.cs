using System.Globalization;
using Holdfast.Errors;
using Holdfast.Processes.Coordination;

namespace Holdfast.Coordination.Child;

/// <summary>Works on queues, and comes to meetings.</summary>
internal static class Worker
{
    /// <summary>Claims one item, says which, and keeps it.</summary>
    public static int Claim(string folder)
    {
        using Store store = Store.Open(folder);
        LockUser.Say(store.GetState("shop").GetQueue("/queue").Claim().Id);
        Console.In.ReadToEnd();
        return 0;
    }

    /// <summary>Does what there is, item by item, each with its result in one commit.</summary>
    public static int Work(string folder)
    {
        using Store store = Store.Open(folder);
        WorkQueue queue = store.GetState("shop").GetQueue("/queue", new WorkQueueOptions { MaxAttempts = 1000 });
        while (true)
        {
            WorkItem item = queue.Claim();
            item.Complete(transaction => transaction.Add("/done", 1));
            LockUser.Say(item.Id);
        }
    }

    /// <summary>Comes to a meeting, and says the number of its round, or how it was broken.</summary>
    public static int Meet(string folder)
    {
        using Store store = Store.Open(folder);
        try
        {
            long round = store.GetState("shop").GetBarrier("/barrier", 3).Meet();
            LockUser.Say(round.ToString(CultureInfo.InvariantCulture));
        }
        catch (HoldfastOperationException broken)
        {
            LockUser.Say(broken.Code.ToString());
        }

        return 0;
    }
}
