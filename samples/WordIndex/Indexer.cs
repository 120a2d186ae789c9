using System.Globalization;
using System.IO.Compression;
using System.Text.RegularExpressions;
using Holdfast;
using Holdfast.Lifecycle.Runs;
using Holdfast.Processes.Coordination;

namespace WordIndex;

/// <summary>One of the processes: reads files until none is left.</summary>
internal static partial class Indexer
{
    public static void Run(State state, RunState run, int milliseconds)
    {
        WorkQueue queue = Library.Queue(state);
        string[] files = state.Get<string[]>("/files")!;

        // Before each file it waits while it is paused, and ends when it was cancelled.
        while (true)
        {
            run.ThrowIfCancelled();
            if (queue.TryClaim() is { } item)
            {
                Index(item, files);
                run.Delay(TimeSpan.FromMilliseconds(milliseconds));
            }
            else if (queue.Count() is { Ready: 0, Claimed: 0, Delayed: 0 }) return;
            else run.Delay(TimeSpan.FromMilliseconds(100));
        }
    }

    private static void Index(WorkItem item, string[] files)
    {
        int file = (int)item.Value;
        HashSet<string> words;
        try
        {
            words = WordsOf(files[file]);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException
            or InvalidDataException)
        {
            item.Fail(unreadable.Message, TimeSpan.Zero);
            return;
        }

        // The index and the end of the work in one commit: a crash leaves both or neither.
        item.Complete(transaction =>
        {
            StatePath done = StatePath.Root / "done" / file.ToString(CultureInfo.InvariantCulture);
            if (transaction.Exists(done)) return;
            foreach (string word in words) transaction.Append(StatePath.Root / "words" / word, file);
            transaction[done] = true;
            transaction.Add("/indexed", 1);
        });
    }

    private static HashSet<string> WordsOf(string file)
    {
        using FileStream stream = File.OpenRead(file);
        using Stream plain = file.EndsWith(".gz", StringComparison.Ordinal)
            ? new GZipStream(stream, CompressionMode.Decompress)
            : stream;
        using StreamReader reader = new(plain);
        return [.. Word().Matches(reader.ReadToEnd()).Select(match => match.Value.ToLowerInvariant())];
    }

    [GeneratedRegex(@"\b[A-Za-z]{3,30}\b")]
    private static partial Regex Word();
}
