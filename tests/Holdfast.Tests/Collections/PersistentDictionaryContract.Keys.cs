using System.Numerics;
using Holdfast.Collections;
using Holdfast.Errors;

namespace Holdfast.Tests.Collections;

public abstract partial class PersistentDictionaryContract
{
    public enum Colour
    {
        Red = 1,
        Green = 2,
    }

    [Flags]
    public enum Rights
    {
        None = 0,
        Read = 1,
        Write = 2,
    }

    [Fact]
    public void Keys_OfEachScalarType_ComeBackAsTheyWere()
    {
        RoundTrip("", "a/b", "~0", "größer 😀", " ");
        RoundTrip(true, false);
        RoundTrip('a', '/', '\0');
        RoundTrip(Guid.Empty, Guid.NewGuid());
        RoundTrip<byte>(0, 255);
        RoundTrip<sbyte>(-128, 127);
        RoundTrip<short>(short.MinValue, 0);
        RoundTrip<ushort>(ushort.MaxValue);
        RoundTrip(int.MinValue, 0, int.MaxValue);
        RoundTrip(uint.MaxValue);
        RoundTrip(long.MinValue, long.MaxValue);
        RoundTrip(ulong.MaxValue);
        RoundTrip<nint>(-1, 1);
        RoundTrip<nuint>(1);
        RoundTrip(Int128.MinValue);
        RoundTrip(UInt128.MaxValue);
        RoundTrip(BigInteger.Pow(10, 40));
        RoundTrip((Half)0.1, Half.NaN);
        RoundTrip(0.1f, float.PositiveInfinity);
        RoundTrip(0.1, double.MaxValue, double.Epsilon, double.NaN);
        RoundTrip(0.10m, decimal.MaxValue, decimal.MinValue);
        RoundTrip(DateTime.MaxValue, new DateTime(2026, 2, 3, 4, 5, 6, 7, 8));
        RoundTrip(DateTimeOffset.MaxValue, new DateTimeOffset(2026, 2, 3, 4, 5, 6, TimeSpan.FromHours(2)));
        RoundTrip(DateOnly.MaxValue, new DateOnly(2026, 2, 3));
        RoundTrip(TimeOnly.MaxValue, new TimeOnly(1, 2, 3, 4, 5));
        RoundTrip(TimeSpan.MinValue, TimeSpan.FromTicks(1));
        RoundTrip(Colour.Red, (Colour)7);
        RoundTrip(Rights.None, Rights.Read | Rights.Write);
    }

    [Fact]
    public void Keys_ThatAreEqual_AreOneKey()
    {
        Same(1.0m, 1.00m);
        Same(0.0, -0.0);
        Same(
            new DateTimeOffset(2026, 2, 3, 4, 5, 6, TimeSpan.FromHours(2)),
            new DateTimeOffset(2026, 2, 3, 2, 5, 6, TimeSpan.Zero));
        Same(
            new DateTime(2026, 2, 3, 4, 5, 6, DateTimeKind.Utc),
            new DateTime(2026, 2, 3, 4, 5, 6, DateTimeKind.Local));
    }

    [Fact]
    public void Keys_OfAnEnum_AreStoredByName()
    {
        PersistentDictionary<Colour, int> state = Open<Colour, int>();
        state[Colour.Green] = 1;
        Assert.Equal("""{"Green":1}""", state.ToString());
    }

    [Fact]
    public void Keys_ThatAreOfAnotherType_AreACodedError()
    {
        Open<string, int>()["no number"] = 1;
        PersistentDictionary<int, int> state = Open<int, int>();
        Assert.Equal(
            ErrorCode.NotADictionary, Assert.Throws<HoldfastOperationException>(() => state.Keys).Code);
    }

    [Fact]
    public void Keys_HalfASurrogatePair_IsACodedErrorAndChangesNothing()
    {
        PersistentDictionary<string, int> state = Open<string, int>();
        Assert.Throws<HoldfastArgumentException>(() => state["\ud800"] = 1);
        Assert.Empty(state);
    }

    private void RoundTrip<TKey>(params TKey[] keys)
        where TKey : notnull
    {
        PersistentDictionary<TKey, int> state = Open<TKey, int>(typeof(TKey).Name);
        state.Update(keys.Select((key, index) => KeyValuePair.Create(key, index)));
        Assert.Equal(keys, state.Keys);
        Assert.Equal(Enumerable.Range(0, keys.Length), state.GetMany(keys));
    }

    private void Same<TKey>(TKey one, TKey other)
        where TKey : notnull
    {
        Assert.Equal(one, other);
        PersistentDictionary<TKey, int> state = Open<TKey, int>($"same {typeof(TKey).Name}");
        state[one] = 1;
        state[other] = 2;
        Assert.Equal(2, Assert.Single(state).Value);
    }
}
