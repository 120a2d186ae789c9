// Several processes add to the same counters. Nobody has a server, a lock or a retry loop, and no addition is lost.
//
//   dotnet run --project samples/Counter                 in a new temporary folder
//   dotnet run --project samples/Counter -- ./counters   in a folder that goes on counting each time
using System.Diagnostics;
using Holdfast;

const int processes = 4;
const int additions = 500;

if (args is ["add", var shared])
{
    Add(shared);
    return 0;
}

string folder = args is [var given] ? given : Directory.CreateTempSubdirectory("holdfast-counter-").FullName;
using Store store = Store.Open(folder);
State counters = store.GetState("counters");
int before = counters.GetOrDefault("/visits", 0);

string program = Environment.ProcessPath!;
Process[] children = [.. Enumerable.Range(0, processes).Select(_ => Process.Start(program, ["add", folder]))];
foreach (Process child in children)
{
    child.WaitForExit();
}

int after = counters.Get<int>("/visits");
Console.WriteLine($"visits {before} -> {after}");
Console.WriteLine($"most by one process {counters["/most"]}");
Console.WriteLine($"commits {counters.Revision}, kept in {folder}");
return after == before + (processes * additions) && children.All(child => child.ExitCode == 0) ? 0 : 1;

static void Add(string folder)
{
    using Store store = Store.Open(folder);
    State counters = store.GetState("counters");
    string name = $"process {Environment.ProcessId}";
    for (int index = 0; index < additions; index++)
    {
        // Add reads nothing, so it never conflicts, whatever the others do.
        counters.Add("/visits", 1);

        // This reads before it writes. When somebody else was faster, it runs again on what is there then.
        counters.Atomic(transaction =>
        {
            int own = transaction.GetOrDefault($"/by/{name}", 0) + 1;
            transaction.Set($"/by/{name}", own);
            if (own > transaction.GetOrDefault("/most/count", 0))
            {
                transaction["/most"] = Value.From(new { name, count = own });
            }
        });
    }
}
