using System.Globalization;

namespace Holdfast.Proof.Tests.Crashes;

/// <summary>What one writer process was told: each number with its revision, and how long it waited.</summary>
/// <remarks>Threads. One writes; read it when the process has ended, or through <see cref="Last"/>.</remarks>
internal sealed class Ledger
{
    private readonly List<(int Writer, long Number, long Revision)> _acknowledged = [];
    private readonly TaskCompletionSource _hasBegun = new();
    private long _last;

    public IReadOnlyList<(int Writer, long Number, long Revision)> Acknowledged => _acknowledged;

    /// <summary>The number that was acknowledged last; 0 before the first.</summary>
    public long Last => Volatile.Read(ref _last);

    /// <summary>The longest that a commit took, without what the machine itself stood still.</summary>
    public TimeSpan LongestWait { get; private set; }

    public void OnLine(string line)
    {
        string[] words = line.Split(' ');
        if (words[0] != "ack")
        {
            return;
        }

        long[] numbers = [.. words[1..].Select(word => long.Parse(word, CultureInfo.InvariantCulture))];
        _acknowledged.Add(((int)numbers[0], numbers[1], numbers[2]));
        TimeSpan waited = TimeSpan.FromMicroseconds(numbers[3] - numbers[4]);
        LongestWait = waited > LongestWait ? waited : LongestWait;
        Volatile.Write(ref _last, numbers[1]);
        _hasBegun.TrySetResult();
    }

    /// <summary>Waits for the first commit; false when there was none for a minute.</summary>
    public bool AwaitFirst() => _hasBegun.Task.Wait(TimeSpan.FromMinutes(1));
}
