using System.Collections.Frozen;
using System.Runtime.CompilerServices;

namespace Holdfast.Machines.Definitions;

/// <summary>Numbers the states or triggers of a machine from 0, so that its tables are arrays.</summary>
/// <remarks>
/// Threads. Immutable.
/// Cost.    Of an enum, two comparisons and an array; of others, a look into a frozen dictionary.
/// </remarks>
internal sealed class Indexer<T>
    where T : notnull
{
    /// <summary>Enum values further apart than this are looked up in the dictionary.</summary>
    private const int WidestSpan = 1 << 12;

    private readonly FrozenDictionary<T, int> _byValue;
    private readonly int[]? _byNumber;
    private readonly long _least;

    public Indexer(IReadOnlyList<T> values)
    {
        _byValue = Enumerable.Range(0, values.Count).ToFrozenDictionary(index => values[index]);
        if (!typeof(T).IsEnum || values.Count == 0) return;
        _least = values.Min(ToNumber);
        ulong span = unchecked((ulong)(values.Max(ToNumber) - _least));
        if (span >= WidestSpan) return;
        _byNumber = new int[(int)span + 1];
        Array.Fill(_byNumber, -1);
        foreach (T value in values) _byNumber[ToNumber(value) - _least] = _byValue[value];
    }

    /// <summary>The number of a value; -1 when it has none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Find(T value)
    {
        if (typeof(T).IsEnum && _byNumber is { } numbers)
        {
            ulong offset = unchecked((ulong)(ToNumber(value) - _least));
            return offset < (ulong)numbers.Length ? numbers[offset] : -1;
        }

        return _byValue.TryGetValue(value, out int index) ? index : -1;
    }

    /// <summary>The number behind an enum's name, without boxing it. Only order and equality of it count.</summary>
    private static long ToNumber(T value) => Unsafe.SizeOf<T>() switch
    {
        1 => Unsafe.As<T, byte>(ref value),
        2 => Unsafe.As<T, ushort>(ref value),
        4 => Unsafe.As<T, int>(ref value),
        _ => Unsafe.As<T, long>(ref value),
    };
}
