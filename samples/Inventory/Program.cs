// A work queue on a state: processes claim files, hash them and write down what they found. Started again, the program
// continues where it was: what is done stays done, and what a process that died had claimed is queued once more. The
// queue is made by hand here, of atomic functions; Holdfast.Processes has a ready-made one, WorkQueue.
//
//   dotnet run --project samples/Inventory -- docs                 an inventory of a folder
//   dotnet run --project samples/Inventory -- docs ./inventory     in a store that is kept under that name
using System.Diagnostics;
using Holdfast;
using Inventory;

const int workers = 3;

if (args is ["work", var shared, var number])
{
    Worker.Run(shared, number);
    return 0;
}

if (args is not [var input, ..] || !Directory.Exists(input))
{
    Console.Error.WriteLine("usage: Inventory <folder with files> [<folder of the store>]");
    return 2;
}

string folder = args is [_, var given] ? given : Directory.CreateTempSubdirectory("holdfast-inventory-").FullName;
using Store store = Store.Open(folder, Queue.Options);
State state = store.GetState("inventory");
state.Atomic(transaction => Queue.Fill(transaction, Path.GetFullPath(input)), new CommitOptions { Reason = "begin" });
int total = state.Get("/queue").Count;

// A watch misses nothing that is committed after it was opened, by whatever process.
using Watch watch = state.Watch("/files");
string program = Environment.ProcessPath!;
Process[] children =
    [.. Enumerable.Range(1, workers).Select(worker => Process.Start(program, ["work", folder, $"{worker}"]))];
for (int done = 1; done <= total; done++)
{
    Commit commit = watch.Next(TimeSpan.FromMinutes(1));
    Console.WriteLine($"{done} of {total}: {commit.Reason}, by {commit.Author}");
}

foreach (Process child in children)
{
    child.WaitForExit();
}

Entry[] entries = [.. state.Get("/files").Members.Select(member => state.Get<Entry>($"/files/{member.Key}"))];
long bytes = entries.Sum(entry => entry.Bytes);
Console.WriteLine($"{entries.Length} files, {bytes} bytes, revision {state.Revision}, kept in {folder}");
return state.Get("/queue").Count == 0 && state.Get("/claims").Count == 0 ? 0 : 1;
