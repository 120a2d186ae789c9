// A crawler of local files that can be paused, resumed and cancelled from another terminal, and goes on where it was
// when it is started again, also after it was killed.
//
//   dotnet run --project samples/Crawler -- docs ./crawl           counts the words of all files below docs
//   holdfast ps --store ./crawl                                    what it does, since when, and whether it lives
//   holdfast pause /crawler --store ./crawl --namespace crawl      lets it wait; resume and cancel likewise
using System.Globalization;
using System.Runtime.InteropServices;
using Crawler;
using Holdfast;
using Holdfast.Lifecycle.Runs;

if (args is not [var input, var folder, ..] || !Directory.Exists(input))
{
    Console.Error.WriteLine("usage: Crawler <folder to crawl> <folder of the store> [<milliseconds a file>]");
    return 2;
}

int milliseconds = args is [_, _, var given] ? int.Parse(given, CultureInfo.InvariantCulture) : 0;
TimeSpan pace = TimeSpan.FromMilliseconds(milliseconds);
using Store store = Store.Open(folder);
State state = store.GetState("crawl");

// Ctrl+C cancels the run as 'holdfast cancel' does: the file that is being read is finished, and nothing is lost.
using RunState run = state.GetRunState(
    "/crawler", new RunStateOptions { Signals = [PosixSignal.SIGINT, PosixSignal.SIGTERM] }, "crawler");
run.Paused += (_, _) => Console.WriteLine("paused");
run.Resumed += (_, _) => Console.WriteLine("resumed");

try
{
    run.Run(run => Crawl.Run(run, state, Path.GetFullPath(input), pace));
}
catch (RunCancelledException)
{
    Console.WriteLine($"cancelled after {state.Members("/files").Count} files; start it again to go on");
    return 1;
}

Console.WriteLine($"{state.Members("/files").Count} files, {state.Get<long>("/words")} words in {run.Starts} runs");
return 0;
