using System.Globalization;

namespace Holdfast.Machines.Definitions;

/// <summary>States and triggers as text: as they are stored, drawn and named in messages.</summary>
internal static class Names
{
    public static string Of<T>(T value)
        where T : notnull =>
        value is IFormattable formattable
            ? formattable.ToString(null, CultureInfo.InvariantCulture)
            : value.ToString() ?? "";

    public static string List(IEnumerable<string> names)
    {
        string list = string.Join(", ", names.Distinct());
        return list.Length == 0 ? "nothing" : list;
    }
}
