namespace Holdfast.Tree;

/// <summary>Lays out blocks of text, as drawings.</summary>
public static class TextBlock
{
    /// <summary>Puts blanks before every line.</summary>
    /// <param name="text">The lines; an empty text stays empty. A line feed at the end begins no further line.</param>
    /// <param name="tabs">How often to indent.</param>
    /// <param name="tabLength">How many blanks that is each time.</param>
    /// <param name="boundary">What follows the blanks each time.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative.</exception>
    public static string Indent(string text, int tabs = 1, int tabLength = 4, string boundary = " ")
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentOutOfRangeException.ThrowIfNegative(tabs);
        ArgumentOutOfRangeException.ThrowIfNegative(tabLength);
        if (text.Length == 0) return text;
        string indent = string.Concat(Enumerable.Repeat(new string(' ', tabLength) + boundary, tabs));
        bool endsLine = text.EndsWith('\n');
        string[] lines = (endsLine ? text[..^1] : text).Split('\n');
        return string.Join('\n', lines.Select(line => indent + line)) + (endsLine ? "\n" : "");
    }
}
