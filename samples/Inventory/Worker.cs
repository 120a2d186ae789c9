using System.Security.Cryptography;
using Holdfast;

namespace Inventory;

/// <summary>The work of one process.</summary>
internal static class Worker
{
    public static void Run(string folder, string worker)
    {
        using Store store = Store.Open(folder, Queue.Options);
        State state = store.GetState("inventory");
        string input = state.Get<string>("/input");
        CommitOptions options = new() { Author = $"worker {worker}" };
        while (state.Atomic(transaction => Queue.Claim(transaction, worker), options).Value is { } name)
        {
            // Outside of any atomic function: it takes long, and holds nobody up.
            byte[] content = File.ReadAllBytes(Path.Combine(input, name));
            Entry entry = new(content.Length, Convert.ToHexStringLower(SHA256.HashData(content)), worker);
            state.Atomic(
                transaction => Queue.Finish(transaction, name, entry), options with { Reason = $"{name} is done" });
        }
    }
}
