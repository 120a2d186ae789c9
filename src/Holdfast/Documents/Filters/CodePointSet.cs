using System.Globalization;
using System.Text;

namespace Holdfast.Documents.Filters;

/// <summary>
/// A set of Unicode code points, without surrogates: ranges in order that neither overlap nor touch. Immutable.
/// </summary>
internal sealed class CodePointSet
{
    private const int Last = 0x10FFFF;
    private const int FirstSurrogate = 0xD800;
    private const int LastSurrogate = 0xDFFF;
    private const int FirstLow = 0xDC00;
    private const int FirstAstral = 0x10000;

    private readonly (int First, int Last)[] _ranges;

    private CodePointSet((int First, int Last)[] ranges) => _ranges = ranges;

    public static CodePointSet Of(ReadOnlySpan<int> characters)
    {
        var ranges = new List<(int, int)>();
        foreach (int character in characters)
            ranges.Add((character, character));
        return OfRanges(ranges);
    }

    /// <summary>Makes a set of ranges that may overlap.</summary>
    public static CodePointSet OfRanges(IEnumerable<(int First, int Last)> ranges)
    {
        var joined = new List<(int First, int Last)>();
        foreach ((int first, int last) in ranges.SelectMany(WithoutSurrogates).Order())
        {
            if (joined.Count > 0 && first <= joined[^1].Last + 1)
                joined[^1] = (joined[^1].First, Math.Max(last, joined[^1].Last));
            else
                joined.Add((first, last));
        }

        return new CodePointSet([.. joined]);
    }

    public CodePointSet With(int first, int last) => OfRanges(_ranges.Append((first, last)));

    public CodePointSet With(CodePointSet other) => OfRanges(_ranges.Concat(other._ranges));

    public CodePointSet Complement()
    {
        var gaps = new List<(int, int)>();
        int next = 0;
        foreach ((int first, int last) in _ranges)
        {
            gaps.Add((next, first - 1));
            next = last + 1;
        }

        gaps.Add((next, Last));
        return OfRanges(gaps);
    }

    public bool Contains(int character) =>
        Array.Exists(_ranges, range => range.First <= character && character <= range.Last);

    /// <summary>Writes a pattern over UTF-16 units that matches one code point of the set.</summary>
    public void AppendPattern(StringBuilder pattern)
    {
        var units = new StringBuilder();
        foreach ((int first, int last) in _ranges.Where(range => range.First < FirstAstral))
            AppendUnits(units, first, Math.Min(last, char.MaxValue));
        // A class without characters is not written in .NET; the complement of all units matches nothing.
        string basic = units.Length > 0 ? $"[{units}]" : @"[^\u0000-\uFFFF]";
        pattern.Append("(?:").Append(basic);
        AppendPairs(pattern);
        pattern.Append(')');
    }

    private static IEnumerable<(int First, int Last)> WithoutSurrogates((int First, int Last) range)
    {
        (int First, int Last) below = (range.First, Math.Min(range.Last, FirstSurrogate - 1));
        (int First, int Last) above = (Math.Max(range.First, LastSurrogate + 1), range.Last);
        if (below.First <= below.Last)
            yield return below;
        if (above.First <= above.Last)
            yield return above;
    }

    /// <summary>Writes pairs: one alternative for all high surrogates that go with the same low ones.</summary>
    private void AppendPairs(StringBuilder pattern)
    {
        var lows = new SortedDictionary<int, StringBuilder>();
        foreach ((int first, int last) in _ranges.Where(range => range.Last >= FirstAstral))
            AddPairs(lows, Math.Max(first, FirstAstral) - FirstAstral, last - FirstAstral);
        foreach (var group in lows.GroupBy(pair => pair.Value.ToString(), pair => pair.Key))
        {
            pattern.Append("|[");
            foreach (int high in group)
                AppendUnits(pattern, high, high);
            pattern.Append("][").Append(group.Key).Append(']');
        }
    }

    private static void AddPairs(SortedDictionary<int, StringBuilder> lows, int first, int last)
    {
        for (int block = first >> 10; block <= last >> 10; block++)
        {
            int high = FirstSurrogate + block;
            if (!lows.TryGetValue(high, out StringBuilder? low))
                lows.Add(high, low = new StringBuilder());
            int start = Math.Max(first, block << 10), end = Math.Min(last, (block << 10) + 0x3FF);
            AppendUnits(low, FirstLow + (start & 0x3FF), FirstLow + (end & 0x3FF));
        }
    }

    private static void AppendUnits(StringBuilder pattern, int first, int last) =>
        pattern.Append(CultureInfo.InvariantCulture, $"\\u{first:X4}-\\u{last:X4}");
}
