using System.Globalization;
using System.Text;

namespace Holdfast.Processes.Tests.Ending;

/// <summary>Finds all processes that descend from those of one test, by a variable that they inherit.</summary>
internal sealed class Marked
{
    private const string Variable = "HOLDFAST_TEST_MARK";

    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(5);

    private readonly string _mark = Guid.NewGuid().ToString("N");

    public IReadOnlyDictionary<string, string?> Environment => new Dictionary<string, string?> { [Variable] = _mark };

    /// <summary>Those that run now; one that waits to be reaped does not.</summary>
    public int[] Find() => [.. Directory.EnumerateDirectories("/proc")
        .Select(Path.GetFileName)
        .Where(name => name is not null && char.IsAsciiDigit(name[0]) && IsMarked(name))
        .Select(name => int.Parse(name!, CultureInfo.InvariantCulture))];

    /// <summary>Waits until none runs; gives how long that took, or those that are left after the time.</summary>
    /// <remarks>The kernel tells nobody of the end of a process that is not its own child, so this looks.</remarks>
    public (TimeSpan Taken, int[] Left) WaitForNone(TimeSpan time)
    {
        long start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            int[] left = Find();
            TimeSpan taken = TimeProvider.System.GetElapsedTime(start);
            if (left.Length == 0 || taken > time) return (taken, left);
            Thread.Sleep(LookInterval);
        }
    }

    private bool IsMarked(string process)
    {
        try
        {
            // Empty for one that has ended and was not reaped.
            return Encoding.UTF8.GetString(File.ReadAllBytes($"/proc/{process}/environ"))
                .Contains(_mark, StringComparison.Ordinal);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
