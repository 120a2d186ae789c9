using System.Text;

namespace Holdfast.Documents;

/// <summary>Makes strings of UTF-8 that mostly is short ASCII: names, authors.</summary>
/// <remarks>
/// The framework's decoder is quicker with long texts, and its vectors take some milliseconds of a program's start.
/// </remarks>
internal static class AsciiText
{
    private const int MostBytes = 128;

    /// <summary>Gives the text of some UTF-8, whatever it holds.</summary>
    public static string ToText(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > MostBytes)
            return Encoding.UTF8.GetString(utf8);
        Span<char> text = stackalloc char[utf8.Length];
        for (int index = 0; index < utf8.Length; index++)
        {
            if (utf8[index] > 0x7F)
                return Encoding.UTF8.GetString(utf8);
            text[index] = (char)utf8[index];
        }

        return new string(text);
    }
}
