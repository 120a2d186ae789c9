using System.Globalization;

namespace Holdfast.Processes.Native;

/// <summary>Finds and ends the descendants of a process, as <c>/proc</c> shows them.</summary>
internal static class ProcessTree
{
    private const int ParentField = 1;
    private const int StartField = 19;

    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(10);

    /// <summary>Asks all descendants to end, and kills those that have not after a while.</summary>
    /// <returns>How many were asked.</returns>
    public static int End(int root, TimeSpan grace)
    {
        List<Member> all = Descendants(root);
        foreach (Member member in all) member.Handle.TrySignal(Libc.Terminate);
        long start = TimeProvider.System.GetTimestamp();

        List<Member> left = [.. all.Where(IsThere)];
        while (left.Count > 0 && grace - TimeProvider.System.GetElapsedTime(start) is { Ticks: > 0 } rest)
        {
            AwaitOne(left, rest);
            left.RemoveAll(member => !IsThere(member));
        }

        List<Member> late = Descendants(root);
        foreach (Member member in left.Concat(late)) member.Handle.TrySignal(Libc.Kill);
        foreach (Member member in all.Concat(late)) member.Handle.Dispose();
        return all.Count;
    }

    /// <summary>Waits until one of them ends, but no longer than a time.</summary>
    private static unsafe void AwaitOne(List<Member> members, TimeSpan time)
    {
        if (members.Exists(member => member.Handle.Descriptor < 0))
        {
            // Such a kernel tells nobody of the end of a process that is not its own child: it is looked at again.
            Thread.Sleep(time < LookInterval ? time : LookInterval);
            return;
        }

        PollEntry[] entries = [.. members.Select(member => new PollEntry(member.Handle.Descriptor))];
        double milliseconds = Math.Min(Math.Ceiling(time.TotalMilliseconds), int.MaxValue);
        fixed (PollEntry* first = entries) _ = Libc.Poll(first, (nuint)entries.Length, (int)milliseconds);
    }

    /// <summary>Gives all descendants of a process, parents before children.</summary>
    private static List<Member> Descendants(int root)
    {
        ILookup<int, (int Process, string Start)> children = Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(
                Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out int process)
                ? process
                : 0)
            .Where(process => process > 0)
            .Select(process => (Process: process, Fields: StatOf(process)))
            .Where(look => look.Fields is not null)
            .ToLookup(
                look => int.Parse(look.Fields![ParentField], CultureInfo.InvariantCulture),
                look => (look.Process, look.Fields![StartField]));
        List<(int Process, string Start)> found = [.. children[root]];
        for (int index = 0; index < found.Count; index++) found.AddRange(children[found[index].Process]);
        return [.. found.Select(look => Hold(look.Process, look.Start)).OfType<Member>()];
    }

    /// <summary>Takes hold of a process that was looked at; null when its number means another by now.</summary>
    private static Member? Hold(int process, string start)
    {
        Member member = new(new ProcessHandle(process), start);
        if (IsThere(member)) return member;
        member.Handle.Dispose();
        return null;
    }

    /// <summary>Whether a process runs; one that has ended and was not reaped does not.</summary>
    private static bool IsThere(Member member) => StatOf(member.Handle.Process) is { } fields
        && fields[0] is not ("Z" or "X")
        && fields[StartField] == member.Start;

    /// <param name="Handle">It.</param>
    /// <param name="Start">When it started, by which the next of the same number is told from it.</param>
    private sealed record Member(ProcessHandle Handle, string Start);

    /// <summary>The fields of a process's line behind its name, from the state on; null when it has gone.</summary>
    private static string[]? StatOf(int process)
    {
        try
        {
            string line = File.ReadAllText($"/proc/{process}/stat");
            return line[(line.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
