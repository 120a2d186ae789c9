using Holdfast;
using Holdfast.Lifecycle.Runs;

namespace Crawler;

/// <summary>The work: counts the words of each file once, and writes them down.</summary>
internal static class Crawl
{
    private static readonly char[] Spaces = [' ', '\t', '\r', '\n'];

    public static void Run(RunState run, State state, string folder, TimeSpan pace)
    {
        IEnumerable<string> files = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories);

        // Before each file it waits while the run is paused, and ends when it was cancelled.
        foreach (string file in run.Iterate(files.Order(StringComparer.Ordinal)))
        {
            string name = Path.GetRelativePath(folder, file);
            if (state.Exists($"/files/{name}")) continue;
            long words = File.ReadAllText(file).Split(Spaces, StringSplitOptions.RemoveEmptyEntries).Length;

            // The file and the sum in one commit: a crash leaves both or neither.
            state.Atomic(transaction =>
            {
                transaction[$"/files/{name}"] = words;
                transaction.Add("/words", words);
            });
            Console.WriteLine($"{name}: {words} words");
            run.Delay(pace);
        }
    }
}
