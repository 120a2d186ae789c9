using System.Globalization;
using System.Text;

namespace Holdfast.Documents.Drawing;

/// <summary>Draws a value as a tree of text: objects are branches, everything else is a leaf.</summary>
/// <remarks>
/// Shape.   A branch is a line <c>o---name</c>, a leaf a line <c>+--name value</c> whose name is padded to
///          <see cref="NameWidth"/>. The leaves of a branch come first, then its branches, eight columns further in; a
///          bar joins a branch with the next of the same parent, and none stands under the last. Texts are drawn
///          without quotes, other values as compact JSON; control characters are written as JSON writes them, so that
///          each leaf is one line.
/// Cost.    Grows with the text. Depth is bounded by that of a document.
/// Source.  The drawing of pfmisc's C_snode.
/// </remarks>
public static class TreeDrawing
{
    /// <summary>The width that the name of a leaf is padded to.</summary>
    public const int NameWidth = 17;

    private const string Column = "    ";

    /// <summary>Draws a value into a text, lines separated by a line feed.</summary>
    /// <param name="value">The value; one that is not an object is drawn as a leaf.</param>
    /// <param name="name">What stands for the value itself.</param>
    public static string Draw(Value value, string name = "/")
    {
        StringBuilder text = new();
        using (StringWriter output = new(text, CultureInfo.InvariantCulture))
        {
            Draw(value, output, name);
        }

        return text.ToString();
    }

    /// <summary>Draws a value line by line into a writer.</summary>
    /// <param name="value">The value; one that is not an object is drawn as a leaf.</param>
    /// <param name="output">Where the lines go, each ended by a line feed.</param>
    /// <param name="name">What stands for the value itself.</param>
    public static void Draw(Value value, TextWriter output, string name = "/")
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(name);
        if (value.Kind == ValueKind.Object)
        {
            DrawBranch(value, name, "", Column, output);
        }
        else
        {
            DrawLeaf(name, value, "", output);
        }
    }

    /// <param name="value">An object.</param>
    /// <param name="name">Its name.</param>
    /// <param name="first">What stands before its name.</param>
    /// <param name="indent">What stands before what is in it: blanks, and the bars of its elders that go on.</param>
    /// <param name="output">Where it is drawn.</param>
    private static void DrawBranch(Value value, string name, string first, string indent, TextWriter output)
    {
        Write(output, first, "o---", OneLine(name));
        foreach (KeyValuePair<string, Value> leaf in value.Members.Where(member => !IsBranch(member.Value)))
        {
            DrawLeaf(leaf.Key, leaf.Value, indent, output);
        }

        List<KeyValuePair<string, Value>> branches = [.. value.Members.Where(member => IsBranch(member.Value))];
        if (branches.Count == 0) return;
        Write(output, indent, "+---+", "");
        for (int at = 0; at < branches.Count; at++)
        {
            string inner = indent + Column;
            string below = inner + (at < branches.Count - 1 ? "|   " : Column);
            DrawBranch(branches[at].Value, branches[at].Key, inner, below, output);
        }
    }

    private static void DrawLeaf(string name, Value value, string indent, TextWriter output)
    {
        string text = value.Kind == ValueKind.String ? (string)value! : value.ToString();
        Write(output, indent, "+--" + OneLine(name).PadRight(NameWidth) + " ", OneLine(text));
    }

    private static void Write(TextWriter output, string indent, string mark, string text)
    {
        output.Write(indent);
        output.Write(mark);
        output.Write(text);
        output.Write('\n');
    }

    private static bool IsBranch(Value value) => value.Kind == ValueKind.Object;

    private static string OneLine(string text)
    {
        if (!text.Any(char.IsControl)) return text;
        StringBuilder line = new(text.Length + 8);
        foreach (char character in text)
        {
            line.Append(character switch
            {
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                _ when char.IsControl(character) => $"\\u{(int)character:x4}",
                _ => character.ToString(),
            });
        }

        return line.ToString();
    }
}
