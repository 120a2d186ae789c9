namespace Holdfast.Processes.Maps;

/// <summary>Says how many items the next piece of a map has, from how long earlier ones took. Pure.</summary>
/// <remarks>
/// A piece is to take a few milliseconds: long against the way to a worker and back, short against the wait for the
/// slowest one at the end. It begins with one item and grows fast, since nothing is known of the work.
/// </remarks>
internal sealed class ChunkSizer
{
    /// <summary>What a piece is to take.</summary>
    private const double TargetMicroseconds = 5000;

    /// <summary>Beyond this a piece costs memory and saves no time.</summary>
    private const int MostItems = 256 << 10;

    private const int FastestGrowth = 16;

    private double _itemMicroseconds;
    private int _largest;

    /// <summary>How many items the next piece has.</summary>
    public int Next
    {
        get
        {
            if (_largest == 0) return 1;
            double wanted = TargetMicroseconds / Math.Max(_itemMicroseconds, TargetMicroseconds / MostItems);
            return (int)Math.Clamp(wanted, 1, (double)Math.Min(MostItems, (long)_largest * FastestGrowth));
        }
    }

    /// <summary>Whether pieces are short enough that a worker may have one more waiting for it.</summary>
    public bool IsFast => _largest > 0 && _itemMicroseconds * Next < TargetMicroseconds * 4;

    /// <summary>Takes in how long a piece took.</summary>
    public void Observe(int items, TimeSpan elapsed)
    {
        if (items == 0) return;
        double each = elapsed.TotalMicroseconds / items;

        // What is newer counts more; the first pieces, in which code is still compiled, are soon forgotten.
        _itemMicroseconds = _largest == 0 || items > _largest ? each : (_itemMicroseconds + each) / 2;
        _largest = Math.Max(_largest, items);
    }
}
