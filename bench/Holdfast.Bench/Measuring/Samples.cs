namespace Holdfast.Bench.Measuring;

/// <summary>Keeps every latency of a measurement, so that percentiles are exact.</summary>
/// <remarks>
/// What comes after the room is full is not kept; the room is for more than a figure's time can give.
/// </remarks>
internal sealed class Samples(int room)
{
    private readonly double[] _nanoseconds = new double[room];
    private int _count;

    public bool IsFull => _count == _nanoseconds.Length;

    public void Add(double nanoseconds)
    {
        if (!IsFull) _nanoseconds[_count++] = nanoseconds;
    }

    /// <summary>Gives the least figure that so large a part of all does not exceed.</summary>
    public double Percentile(double part)
    {
        Array.Sort(_nanoseconds, 0, _count);
        return _nanoseconds[Math.Clamp((int)Math.Ceiling(part * _count) - 1, 0, _count - 1)];
    }

    public void Clear() => _count = 0;

    public static double Median(IEnumerable<double> figures)
    {
        double[] sorted = [.. figures.Order()];
        return sorted.Length % 2 == 1
            ? sorted[sorted.Length / 2]
            : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }
}
