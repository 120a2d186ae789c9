using System.Runtime.CompilerServices;

namespace Holdfast.Documents.Paths;

/// <summary>Tells the texts that most paths are: printable ASCII without a tilde.</summary>
/// <remarks>
/// Four characters at a time in one word. The vectors of the framework are no faster for the few characters of a path,
/// and the first use of their generic methods takes a millisecond of a program's start.
/// </remarks>
internal static class PlainText
{
    private const int Lanes = sizeof(ulong) / sizeof(char);
    private const ulong NotAscii = 0xFF80_FF80_FF80_FF80;

    // What is above '}' gets a high bit when this is added, what is below ' ' when the other is taken away. A lane that
    // carries into its neighbour has such a bit itself, before or after, so a neighbour is never accused alone.
    private const ulong AboveBrace = 0x0002_0002_0002_0002;
    private const ulong Space = 0x0020_0020_0020_0020;

    /// <summary>Whether all characters lie between a space and a closing brace, both inclusive.</summary>
    public static bool IsPlain(string text)
    {
        ref char start = ref Unsafe.AsRef(in text.GetPinnableReference());
        if (text.Length < Lanes)
            return AreFewPlain(text);
        for (int at = 0; at < text.Length - Lanes; at += Lanes)
        {
            if (!IsWordPlain(ref start, at))
                return false;
        }

        return IsWordPlain(ref start, text.Length - Lanes);
    }

    /// <summary>Whether some UTF-8 is plain and begins with a slash: a pointer without fault or escapes.</summary>
    public static bool IsPlainPointer(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty || utf8[0] != (byte)'/')
            return false;
        foreach (byte unit in utf8)
        {
            if (unit is < (byte)' ' or > (byte)'}')
                return false;
        }

        return true;
    }

    /// <summary>Gives a plain text in UTF-8.</summary>
    public static byte[] ToBytes(string plain)
    {
        byte[] bytes = new byte[plain.Length];
        for (int index = 0; index < bytes.Length; index++)
            bytes[index] = (byte)plain[index];
        return bytes;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsWordPlain(ref char start, int at)
    {
        ulong word = Unsafe.ReadUnaligned<ulong>(ref Unsafe.As<char, byte>(ref Unsafe.Add(ref start, at)));
        return ((word | (word + AboveBrace) | (word - Space)) & NotAscii) == 0;
    }

    private static bool AreFewPlain(string text)
    {
        foreach (char character in text)
        {
            if (character is < ' ' or > '}')
                return false;
        }

        return true;
    }
}
