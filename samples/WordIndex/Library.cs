using Holdfast;
using Holdfast.Processes.Coordination;

namespace WordIndex;

/// <summary>The state: the files that were found, those that are still to read, and the index.</summary>
/// <remarks>
/// <c>/input</c> is the folder. <c>/files</c> has the paths; a file is its place there. <c>/words/w</c> has the files
/// of the word w. <c>/queue</c> has what is to read.
/// </remarks>
internal static class Library
{
    /// <summary>Puts all files of a folder into the queue, unless an earlier run has done that.</summary>
    /// <returns>The folder whose files are there: that of the first run.</returns>
    public static string AddFiles(State state, string folder)
    {
        if (state.TryGet("/input", out string? before)) return before!;
        EnumerationOptions all = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };
        string[] files = [.. Directory.EnumerateFiles(folder, "*", all).Order(StringComparer.Ordinal)];
        Queue(state).EnqueueAll(Enumerable.Range(0, files.Length).Select(file => (Value)file));

        // Last: a crash before this has the whole folder queued again, and a file that comes twice changes nothing.
        state.Atomic(transaction =>
        {
            transaction["/files"] = Value.From(files);
            transaction["/input"] = folder;
        });
        return folder;
    }

    public static WorkQueue Queue(State state) => state.GetQueue("/queue", new WorkQueueOptions { MaxAttempts = 3 });

    public static IEnumerable<string> Find(State state, string word)
    {
        Snapshot now = state.Snapshot();
        StatePath path = StatePath.Root / "words" / word.ToLowerInvariant();
        if (!now.Exists(path)) return [];
        string[] files = now.Get<string[]>("/files")!;
        return now.Get<int[]>(path)!.Order().Select(file => files[file]);
    }

    public static int CountWords(State state) => state.Exists("/words") ? state.Members("/words").Count : 0;
}
