using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;

namespace Holdfast.Processes.Calls;

/// <summary>Turns arguments and results into JSON and back.</summary>
/// <remarks>
/// The commonest types go without the serializer, whose start alone takes longer than that of a small child; what they
/// give is what the serializer would.
/// </remarks>
[RequiresUnreferencedCode(FunctionReference.Reflection)]
[RequiresDynamicCode(FunctionReference.Reflection)]
internal static class PlainJson
{
    private static readonly byte[] Null = "null"u8.ToArray();
    private static readonly byte[] True = "true"u8.ToArray();
    private static readonly byte[] False = "false"u8.ToArray();

    /// <summary>Writes a value of a type.</summary>
    public static byte[] Write(object? value, Type type, JsonSerializerOptions? options)
    {
        if (type == typeof(void) || (value is null && type == typeof(string))) return Null;
        if (options is null)
        {
            if (type == typeof(bool)) return (bool)value! ? True : False;
            if (type == typeof(int)) return Number((int)value!);
            if (type == typeof(long)) return Number((long)value!);
            if (type == typeof(string) && TryWrite((string)value!) is { } text) return text;
        }

        return JsonSerializer.SerializeToUtf8Bytes(value, type, options);
    }

    /// <summary>Reads a value of a type.</summary>
    public static object? Read(byte[] json, Type type, JsonSerializerOptions? options)
    {
        if (options is null)
        {
            if (type == typeof(bool) && json.Length == True.Length && json[0] == True[0]) return true;
            if (type == typeof(int) && IsAll(json, Utf8Parser.TryParse(json, out int small, out int used), used))
                return small;
            if (type == typeof(long) && IsAll(json, Utf8Parser.TryParse(json, out long large, out used), used))
                return large;
            if (type == typeof(string) && IsPlainText(json)) return Encoding.ASCII.GetString(json.AsSpan(1..^1));
        }

        return JsonSerializer.Deserialize(json, type, options);
    }

    private static bool IsAll(byte[] json, bool isRead, int used) => isRead && used == json.Length;

    private static byte[] Number(long value)
    {
        Span<byte> digits = stackalloc byte[20];
        return Utf8Formatter.TryFormat(value, digits, out int count) ? digits[..count].ToArray() : [];
    }

    /// <summary>Writes a text of letters, digits and spaces; null for any other, which may need escapes.</summary>
    private static byte[]? TryWrite(string text)
    {
        byte[] json = new byte[text.Length + 2];
        for (int index = 0; index < text.Length; index++)
        {
            char letter = text[index];
            if (!char.IsAsciiLetterOrDigit(letter) && letter is not (' ' or '.' or ',' or '-' or '_' or '/' or ':'))
                return null;
            json[index + 1] = (byte)letter;
        }

        json[0] = json[^1] = (byte)'"';
        return json;
    }

    /// <summary>Whether it is a text without escapes and without letters beyond ASCII.</summary>
    private static bool IsPlainText(byte[] json)
    {
        if (json.Length < 2 || json[0] != '"' || json[^1] != '"') return false;
        foreach (byte letter in json.AsSpan(1..^1))
            if (letter is < 0x20 or > 0x7E or (byte)'\\' or (byte)'"') return false;
        return true;
    }
}
