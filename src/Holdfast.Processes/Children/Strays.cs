using System.Globalization;
using System.Text;
using Holdfast.Processes.Native;
using Holdfast.Reporting;

namespace Holdfast.Processes.Children;

/// <summary>Ends the programs that a child has started and that left its process group, when it has ended.</summary>
/// <remarks>
/// They are known by a variable that each child has with a value of its own, which its programs inherit, and children
/// of its own do not. So a program that was started without the variable is left alone.
/// Why not the kernel's own way (a child subreaper): it makes orphans of programs that the user's code starts children
/// of this process, which nobody expects there and nobody reaps.
/// Threads. Any. Cost. A look at each process of the user, beside the ends of children; those that end together share
///          one.
/// </remarks>
internal static class Strays
{
    /// <summary>The variable that tells of which child a program is.</summary>
    public const string Variable = "HOLDFAST_CHILD";

    /// <summary>A program that starts others all the time is looked for so often.</summary>
    private const int MostLooks = 10;

    private static readonly Lock Guard = new();
    private static readonly HashSet<string> Ended = [];
    private static Task _sweep = Task.CompletedTask;
    private static bool _isSweeping;

    /// <summary>Gives the variables of a child, with one that marks what it starts.</summary>
    /// <param name="options">The options of the child.</param>
    /// <param name="mark">How it is marked; empty: not at all, since what it starts is to be left alone.</param>
    public static IReadOnlyDictionary<string, string?> Mark(ProcessOptions options, out string mark)
    {
        mark = options.LeavesDaemons == true ? "" : Guid.NewGuid().ToString("N");
        return new Dictionary<string, string?>(options.Environment ?? new Dictionary<string, string?>())
        {
            [Variable] = mark.Length > 0 ? mark : null,
        };
    }

    /// <summary>Ends what a child has left, in the background.</summary>
    public static void BeginEnd(string mark)
    {
        if (mark.Length == 0) return;
        lock (Guard)
        {
            Ended.Add(mark);
            if (_isSweeping) return;
            _isSweeping = true;
            _sweep = Task.Factory.StartNew(
                Sweep, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
    }

    /// <summary>Ends with all that was begun so far.</summary>
    public static Task WhenDone()
    {
        lock (Guard) return _sweep;
    }

    /// <summary>Ends what this process has started, if it is a child.</summary>
    public static void EndOwn()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } mark) End([mark]);
    }

    private static void Sweep()
    {
        while (TryTake(out string[] marks)) End(marks);
    }

    private static bool TryTake(out string[] marks)
    {
        lock (Guard)
        {
            marks = [.. Ended];
            Ended.Clear();
            _isSweeping = marks.Length > 0;
            return _isSweeping;
        }
    }

    private static void End(string[] marks)
    {
        byte[][] entries = [.. marks.Select(mark => Encoding.UTF8.GetBytes($"{Variable}={mark}\0"))];
        HashSet<int> ended = [];
        try
        {
            for (int look = 0; look < MostLooks && EndThoseOf(entries, ended); look++) { }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            CallbackFailures.Report(typeof(Strays), "end of what a child has left", fault);
        }
    }

    /// <summary>Kills what is there; false when nothing is that was not killed before.</summary>
    private static bool EndThoseOf(byte[][] entries, HashSet<int> ended)
    {
        int before = ended.Count;
        foreach (string folder in Directory.EnumerateDirectories("/proc"))
        {
            bool isProcess = int.TryParse(
                Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out int process);
            if (!isProcess || process == Environment.ProcessId || !IsOf(process, entries)) continue;
            using ProcessHandle handle = new(process);

            // Behind the handle, which cannot come to mean another process from here on.
            if (IsOf(process, entries) && handle.TrySignal(Libc.Kill)) ended.Add(process);
        }

        return ended.Count > before;
    }

    private static bool IsOf(int process, byte[][] entries)
    {
        try
        {
            byte[] environment = File.ReadAllBytes($"/proc/{process}/environ");
            return Array.Exists(entries, entry => environment.AsSpan().IndexOf(entry) >= 0);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // It has gone, or is another user's.
            return false;
        }
    }
}
