using System.Globalization;

namespace Holdfast.Processes.Coordination;

/// <summary>One hold of one process: unlike every other that there ever was in the store.</summary>
/// <remarks>
/// Shape. As text, for a person as well: <c>4711@2026-11-28T16:12:33.1234567Z#17</c>; of a child that is a thread, with
///        its id in the table of processes, <c>4711@2026-11-28T16:12:33.1234567Z#5.17</c>.
/// </remarks>
internal static class HolderId
{
    private static long _last;

    /// <summary>What the names of all holds of a process begin with.</summary>
    public static string PrefixOf(StoreProcess process) =>
        string.Create(CultureInfo.InvariantCulture, $"{process.ProcessId}@{Times.ToText(process.Opened)}#");

    /// <summary>Gives a new one, of the process with this prefix.</summary>
    public static string Next(string prefix) =>
        string.Concat(prefix, Interlocked.Increment(ref _last).ToString(CultureInfo.InvariantCulture));

    /// <summary>Gives the process; null when the text is no such name.</summary>
    public static StoreProcess? ProcessOf(string? id) =>
        id?.Split('@', '#') is [var process, var opened, _]
        && int.TryParse(process, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
        && Times.TryParse(opened, out DateTimeOffset time)
            ? new StoreProcess(number, time)
            : null;
}
