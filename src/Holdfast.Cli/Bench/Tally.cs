using System.Globalization;

namespace Holdfast.Cli.Bench;

/// <summary>How many operations there were and how long they took; those of several processes add up.</summary>
internal sealed class Tally
{
    private double _nanoseconds;
    private double _squares;

    public long Count { get; private set; }

    /// <summary>Nanoseconds.</summary>
    public double Slowest { get; private set; }

    /// <summary>Nanoseconds.</summary>
    public double Mean => Count == 0 ? 0 : _nanoseconds / Count;

    /// <summary>The standard deviation, in nanoseconds.</summary>
    public double Deviation => Count == 0 ? 0 : Math.Sqrt(Math.Max(0, (_squares / Count) - (Mean * Mean)));

    /// <summary>Reads a line that <see cref="ToLine"/> wrote.</summary>
    public static Tally Parse(string line)
    {
        double[] numbers = [.. line.Split(' ').Select(text => double.Parse(text, CultureInfo.InvariantCulture))];
        return new Tally
        {
            Count = (long)numbers[0],
            _nanoseconds = numbers[1],
            _squares = numbers[2],
            Slowest = numbers[3],
        };
    }

    /// <summary>Adds operations that were timed together; each counts with their mean.</summary>
    public void Add(double nanoseconds, int operations = 1)
    {
        double mean = nanoseconds / operations;
        Count += operations;
        _nanoseconds += nanoseconds;
        _squares += mean * mean * operations;
        Slowest = Math.Max(Slowest, nanoseconds);
    }

    public void Add(Tally other)
    {
        Count += other.Count;
        _nanoseconds += other._nanoseconds;
        _squares += other._squares;
        Slowest = Math.Max(Slowest, other.Slowest);
    }

    public string ToLine() =>
        string.Create(CultureInfo.InvariantCulture, $"{Count} {_nanoseconds:R} {_squares:R} {Slowest:R}");
}
