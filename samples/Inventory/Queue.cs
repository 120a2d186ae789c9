using System.Text.Json;
using Holdfast;

namespace Inventory;

/// <summary>The steps of the queue. Each is an atomic function: other processes see all of it or nothing.</summary>
internal static class Queue
{
    /// <summary>How records are written: with names that begin small, as JSON has them.</summary>
    public static StoreOptions Options { get; } =
        new() { Json = new JsonSerializerOptions(JsonSerializerDefaults.Web) };

    /// <summary>Queues what is neither done nor queued yet, also what workers had that are no more.</summary>
    public static void Fill(Transaction transaction, string input)
    {
        transaction["/input"] = input;
        transaction["/claims"] = Value.EmptyObject;
        transaction["/queue"] = Value.FromItems(Directory.GetFiles(input)
            .Select(Path.GetFileName)
            .Order(StringComparer.Ordinal)
            .Where(name => !transaction.Exists($"/files/{name}"))
            .Select(name => (Value)name));
        if (!transaction.Exists("/files"))
        {
            transaction["/files"] = Value.EmptyObject;
        }
    }

    /// <summary>Moves the first name of the queue to a worker's claims; null when the queue is empty.</summary>
    public static string? Claim(Transaction transaction, string worker)
    {
        if (!transaction.TryGet("/queue/0", out string? name))
        {
            return null;
        }

        transaction.Remove("/queue/0");
        transaction.Set($"/claims/{worker}", name);
        return name;
    }

    /// <summary>Writes down what a worker found, and ends its claim.</summary>
    public static void Finish(Transaction transaction, string name, Entry entry)
    {
        transaction.Test($"/claims/{entry.Worker}", name);
        transaction.Remove($"/claims/{entry.Worker}");
        transaction.Set($"/files/{name}", entry);
    }
}
