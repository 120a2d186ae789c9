using System.Globalization;
using System.Numerics;

namespace Holdfast.Collections;

/// <summary>The types that can be keys, with how each is written and read.</summary>
internal static class KeyTexts
{
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    private static readonly Dictionary<Type, object> ByType = new()
    {
        [typeof(string)] = new Pair<string>(key => key, name => name),
        [typeof(bool)] = new Pair<bool>(key => key ? "true" : "false", bool.Parse),
        [typeof(char)] = new Pair<char>(key => key.ToString(), char.Parse),
        [typeof(Guid)] = new Pair<Guid>(key => key.ToString(), Guid.Parse),
        [typeof(byte)] = Number<byte>(),
        [typeof(sbyte)] = Number<sbyte>(),
        [typeof(short)] = Number<short>(),
        [typeof(ushort)] = Number<ushort>(),
        [typeof(int)] = Number<int>(),
        [typeof(uint)] = Number<uint>(),
        [typeof(long)] = Number<long>(),
        [typeof(ulong)] = Number<ulong>(),
        [typeof(nint)] = Number<nint>(),
        [typeof(nuint)] = Number<nuint>(),
        [typeof(Int128)] = Number<Int128>(),
        [typeof(UInt128)] = Number<UInt128>(),
        [typeof(BigInteger)] = Number<BigInteger>(),
        [typeof(Half)] = Real<Half>(),
        [typeof(float)] = Real<float>(),
        [typeof(double)] = Real<double>(),
        [typeof(decimal)] = new Pair<decimal>(
            key => (key / 1.0000000000000000000000000000m).ToString(Invariant), name => decimal.Parse(name, Invariant)),
        [typeof(DateTime)] = new Pair<DateTime>(
            key => DateTime.SpecifyKind(key, DateTimeKind.Unspecified).ToString("O", Invariant),
            name => DateTime.ParseExact(name, "O", Invariant)),
        [typeof(DateTimeOffset)] = new Pair<DateTimeOffset>(
            key => key.ToUniversalTime().ToString("O", Invariant),
            name => DateTimeOffset.ParseExact(name, "O", Invariant)),
        [typeof(DateOnly)] = new Pair<DateOnly>(
            key => key.ToString("O", Invariant), name => DateOnly.ParseExact(name, "O", Invariant)),
        [typeof(TimeOnly)] = new Pair<TimeOnly>(
            key => key.ToString("O", Invariant), name => TimeOnly.ParseExact(name, "O", Invariant)),
        [typeof(TimeSpan)] = new Pair<TimeSpan>(
            key => key.ToString("c", Invariant), name => TimeSpan.ParseExact(name, "c", Invariant)),
    };

    /// <summary>Gives the texts of a type; null when it cannot be a key.</summary>
    public static Pair<TKey>? Find<TKey>() => typeof(TKey).IsEnum
        ? new Pair<TKey>(key => key!.ToString()!, name => (TKey)Enum.Parse(typeof(TKey), name))
        : (Pair<TKey>?)ByType.GetValueOrDefault(typeof(TKey));

    private static Pair<TKey> Number<TKey>()
        where TKey : INumberBase<TKey> =>
        new(key => key.ToString(null, Invariant), name => TKey.Parse(name, NumberStyles.Integer, Invariant));

    // Minus zero equals zero.
    private static Pair<TKey> Real<TKey>()
        where TKey : INumberBase<TKey> => new(
            key => (TKey.IsZero(key) ? TKey.Zero : key).ToString(null, Invariant),
            name => TKey.Parse(name, NumberStyles.Float, Invariant));

    /// <summary>How a type is written and read.</summary>
    internal sealed record Pair<TKey>(Func<TKey, string> Write, Func<string, TKey> Read);
}
