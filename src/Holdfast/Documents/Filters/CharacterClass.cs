using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Holdfast.Documents.Filters;

/// <summary>Reads what stands for one character in an I-Regexp.</summary>
/// <remarks>Source. RFC 9485, section 3: NormalChar, charClass and below.</remarks>
internal static class CharacterClass
{
    private const string NotNormal = "()*+.?[\\]{|}";
    private const string Escapable = "()*+-.?[\\]^{|}";

    /// <summary>A character, <c>.</c>, an escape, or a class in brackets.</summary>
    public static bool TryRead(string source, ref int position, [NotNullWhen(true)] out CodePointSet? characters)
    {
        characters = null;
        switch (source[position])
        {
            case '.':
                position++;
                characters = CodePointSet.Of(['\n', '\r']).Complement();
                return true;
            case '[':
                position++;
                return TryReadBrackets(source, ref position, out characters);
            case '\\' when TryReadCategory(source, ref position, out characters):
                return true;
            case not '\\' and char first when NotNormal.Contains(first):
                return false;
        }

        if (!TryReadCharacter(source, ref position, out int character))
            return false;
        characters = CodePointSet.Of([character]);
        return true;
    }

    /// <summary>The rest of "[" [ "^" ] ( "-" / CCE1 ) *CCE1 [ "-" ] "]".</summary>
    private static bool TryReadBrackets(
        string source, ref int position, [NotNullWhen(true)] out CodePointSet? characters)
    {
        characters = null;
        bool isNegated = Next(source, position) == '^';
        position += isNegated ? 1 : 0;
        CodePointSet set = CodePointSet.Of([]);
        for (int first = position; Next(source, position) != ']' || position == first;)
        {
            if (Next(source, position) == '-')
            {
                if (position != first && Next(source, position + 1) != ']')
                    return false;
                position++;
                set = set.With('-', '-');
            }
            else if (!TryReadElement(source, ref position, ref set))
            {
                return false;
            }
        }

        position++;
        characters = isNegated ? set.Complement() : set;
        return true;
    }

    /// <summary>CCE1 = ( CCchar [ "-" CCchar ] ) / charClassEsc</summary>
    private static bool TryReadElement(string source, ref int position, ref CodePointSet set)
    {
        if (Next(source, position) == '\\' && TryReadCategory(source, ref position, out CodePointSet? category))
        {
            set = set.With(category);
            return true;
        }

        if (!TryReadClassCharacter(source, ref position, out int first))
            return false;
        int last = first;
        if (Next(source, position) == '-' && Next(source, position + 1) is not (']' or -1))
        {
            position++;
            if (!TryReadClassCharacter(source, ref position, out last) || last < first)
                return false;
        }

        set = set.With(first, last);
        return true;
    }

    private static bool TryReadClassCharacter(string source, ref int position, out int character)
    {
        character = 0;
        return Next(source, position) is not ('-' or '[' or ']' or -1)
            && TryReadCharacter(source, ref position, out character);
    }

    /// <summary>Any character, or SingleCharEsc.</summary>
    private static bool TryReadCharacter(string source, ref int position, out int character)
    {
        bool isEscaped = source[position] == '\\';
        position += isEscaped ? 1 : 0;
        character = 0;
        if (position == source.Length || !Rune.TryGetRuneAt(source, position, out Rune rune))
            return false;
        character = rune.Value;
        position += character > char.MaxValue ? 2 : 1;
        if (!isEscaped)
            return true;
        char escape = (char)character;
        character = escape switch { 'n' => '\n', 'r' => '\r', 't' => '\t', _ => escape };
        return escape is 'n' or 'r' or 't' || Escapable.Contains(escape);
    }

    /// <summary>\p{…} or \P{…}; the position stays where it was when it is neither.</summary>
    private static bool TryReadCategory(
        string source, ref int position, [NotNullWhen(true)] out CodePointSet? characters)
    {
        characters = null;
        int kind = Next(source, position + 1);
        if (kind is not ('p' or 'P') || Next(source, position + 2) != '{')
            return false;
        int end = source.IndexOf('}', position);
        if (end < 0 || !Categories.TryGet(source[(position + 3)..end], out CodePointSet? category))
            return false;
        position = end + 1;
        characters = kind == 'P' ? category.Complement() : category;
        return true;
    }

    /// <summary>The character at a position; -1 at the end.</summary>
    private static int Next(string source, int position) => position < source.Length ? source[position] : -1;
}
