using System.Globalization;
using Holdfast.Proof.Child.Workloads;

namespace Holdfast.Proof.Tests.Linearizability;

/// <summary>Gathers the history that one process tells.</summary>
/// <remarks>Threads. One writes; read it when the process has ended.</remarks>
internal sealed class HistoryRecorder
{
    private readonly Dictionary<int, Event> _running = [];
    private readonly List<Event> _ended = [];

    /// <summary>All operations, those that were cut off without an answer.</summary>
    public IEnumerable<Event> Events => [.. _ended, .. _running.Values];

    public void OnLine(string line)
    {
        string[] words = line.Split(' ');
        if (words[0] is not ("begin" or "end"))
        {
            return;
        }

        int client = int.Parse(words[1], CultureInfo.InvariantCulture);
        long time = long.Parse(words[2], CultureInfo.InvariantCulture);
        if (words[0] == "begin")
        {
            _running[client] = new Event(client, RegisterOperation.Parse(words.AsSpan(3)), time, long.MaxValue, null);
        }
        else if (_running.Remove(client, out Event? begun))
        {
            _ended.Add(begun with { End = time, Result = long.Parse(words[3], CultureInfo.InvariantCulture) });
        }
    }
}
