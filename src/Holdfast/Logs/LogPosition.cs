using System.Globalization;

namespace Holdfast.Logs;

/// <summary>A place in one log: greater is later. What it counts (bytes, records) is the log's own affair.</summary>
internal readonly record struct LogPosition(long Number) : IComparable<LogPosition>
{
    /// <summary>Whether both are the same. (The compiler's own would make a comparer by reflection.)</summary>
    public bool Equals(LogPosition other) => Number == other.Number;

    /// <inheritdoc/>
    public override int GetHashCode() => Number.GetHashCode();

    public static bool operator <(LogPosition left, LogPosition right) => left.Number < right.Number;

    public static bool operator >(LogPosition left, LogPosition right) => left.Number > right.Number;

    public static bool operator <=(LogPosition left, LogPosition right) => left.Number <= right.Number;

    public static bool operator >=(LogPosition left, LogPosition right) => left.Number >= right.Number;

    public int CompareTo(LogPosition other) => Number.CompareTo(other.Number);

    public override string ToString() => Number.ToString(CultureInfo.InvariantCulture);
}
