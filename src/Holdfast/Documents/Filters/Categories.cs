using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Holdfast.Documents.Filters;

/// <summary>The characters of each general category of Unicode, as .NET knows them.</summary>
/// <remarks>Cost. The first use looks at every code point once (milliseconds), what is found is kept.</remarks>
internal static class Categories
{
    private const int End = 0x110000;

    /// <summary>The names, in the order of <see cref="UnicodeCategory"/>; surrogates (Cs) are not characters.</summary>
    private static readonly string[] Names =
    [
        "Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "No", "Zs", "Zl", "Zp", "Cc", "Cf",
        "Cs", "Co", "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Sm", "Sc", "Sk", "So", "Cn",
    ];

    private static readonly Lazy<Dictionary<string, CodePointSet>> Sets = new(Scan);

    /// <summary>Gives the characters of a category (<c>Lu</c>), or of a group of categories (<c>L</c>).</summary>
    public static bool TryGet(string name, [NotNullWhen(true)] out CodePointSet? characters) =>
        Sets.Value.TryGetValue(name, out characters);

    private static Dictionary<string, CodePointSet> Scan()
    {
        List<(int First, int Last)>[] ranges = [.. Names.Select(_ => new List<(int, int)>())];
        for (int start = 0; start < End;)
        {
            UnicodeCategory category = CharUnicodeInfo.GetUnicodeCategory(start);
            int next = start + 1;
            while (next < End && CharUnicodeInfo.GetUnicodeCategory(next) == category)
                next++;
            ranges[(int)category].Add((start, next - 1));
            start = next;
        }

        var sets = new Dictionary<string, CodePointSet>();
        foreach (UnicodeCategory category in Enum.GetValues<UnicodeCategory>())
        {
            if (category != UnicodeCategory.Surrogate)
                sets[Names[(int)category]] = CodePointSet.OfRanges(ranges[(int)category]);
        }

        foreach (IGrouping<char, int> group in Enumerable.Range(0, Names.Length).GroupBy(index => Names[index][0]))
            sets[group.Key.ToString()] = CodePointSet.OfRanges(group.SelectMany(index => ranges[index]));
        return sets;
    }
}
