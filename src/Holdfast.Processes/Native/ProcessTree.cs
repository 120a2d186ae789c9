using System.Globalization;

namespace Holdfast.Processes.Native;

/// <summary>Finds and ends the descendants of a process, as <c>/proc</c> shows them.</summary>
internal static class ProcessTree
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(10);

    /// <summary>Asks all descendants to end, and kills those that have not after a while.</summary>
    /// <returns>How many were asked.</returns>
    public static int End(int root, TimeSpan grace)
    {
        List<int> all = Descendants(root);
        foreach (int process in all) _ = Libc.SendSignal(process, Libc.Terminate);
        long start = TimeProvider.System.GetTimestamp();

        // Processes of others give no sign of their end: they are looked at now and then.
        List<int> left = [.. all.Where(Exists)];
        while (left.Count > 0 && TimeProvider.System.GetElapsedTime(start) < grace)
        {
            Thread.Sleep(LookInterval);
            left.RemoveAll(process => !Exists(process));
        }

        foreach (int process in left.Concat(Descendants(root)).Distinct()) _ = Libc.SendSignal(process, Libc.Kill);
        return all.Count;
    }

    /// <summary>Gives all descendants of a process, parents before children.</summary>
    public static List<int> Descendants(int root)
    {
        ILookup<int, int> children = Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(
                Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out int process)
                ? process
                : 0)
            .Where(process => process > 0)
            .ToLookup(ParentOf);
        List<int> found = [.. children[root]];
        for (int index = 0; index < found.Count; index++) found.AddRange(children[found[index]]);
        return found;
    }

    /// <summary>Whether a process runs; one that has ended and was not reaped does not.</summary>
    private static bool Exists(int process) => StatOf(process) is { } fields && fields[0] is not ("Z" or "X");

    private static int ParentOf(int process) =>
        StatOf(process) is { } fields ? int.Parse(fields[1], CultureInfo.InvariantCulture) : 0;

    /// <summary>The fields of a process's line behind its name, from the state on; null when it has gone.</summary>
    private static string[]? StatOf(int process)
    {
        try
        {
            string line = File.ReadAllText($"/proc/{process}/stat");
            return line[(line.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return null;
        }
    }
}
