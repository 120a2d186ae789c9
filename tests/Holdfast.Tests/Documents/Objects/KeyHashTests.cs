using System.Globalization;
using System.Numerics;
using System.Text;
using Holdfast.Documents.Objects;

namespace Holdfast.Tests.Documents.Objects;

public sealed class KeyHashTests
{
    [Fact]
    public void Of_LongNamesThatAreCountedUp_DifferInTheLastBitsOfTheHashOnly()
    {
        int[] hashes = [.. Enumerable.Range(0, 10).Select(number => Of($"1f2e-63f1e5a3b8c40-7{number}"))];
        Assert.Equal(10, hashes.Distinct().Count());
        Assert.Single(hashes.Select(hash => hash & 0x0FFF_FFFF).Distinct());
    }

    [Fact]
    public void Of_ManyLongNames_AreSpreadByTheFirstBits()
    {
        const int Names = 64_000;
        int[] slots = new int[1024];
        for (int number = 0; number < Names; number++)
            slots[Of(string.Create(CultureInfo.InvariantCulture, $"1f2e-63f1e5a3b8c40-{number:x}")) & 1023]++;

        // Sixteen names share a hash but for its last bits: by pure chance four such groups fall into a slot, and some
        // slots stay empty.
        Assert.InRange(slots.Max(), 0, Names / slots.Length * 6);
        Assert.InRange(slots.Count(slot => slot == 0), 0, slots.Length / 10);
        int first = Of(string.Concat("1f2e-63f1e5a3b8c40-", "10"));
        int other = Of(string.Concat("1f2e-63f1e5a3b8c40-", "20"));
        Assert.InRange(BitOperations.PopCount((uint)(first ^ other)), 3, 28);
    }

    private static int Of(string name) => KeyHash.Of(Encoding.UTF8.GetBytes(name));
}
