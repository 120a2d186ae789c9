using System.Text;
using System.Text.Json;

namespace Holdfast.Tests.Documents.Json;

/// <summary>Makes random JSON texts with white space, escapes and all kinds of numbers; names differ.</summary>
internal static class JsonSamples
{
    private static readonly string[] Scalars =
        ["null", "true", "false", "0", "-0", "1", "-17", "1.50", "1e5", "12345678901234567890", "0.1E-7",
        "9007199254740993"];

    private static readonly string[] Parts =
        ["", "a", "\\u0041", "é", "\\ud83d\\ude00", "\\n", "\\\"", "\\\\", "/", "~", "\\u0000", "漢字"];

    public static string Text(Random random, int depth)
    {
        StringBuilder text = new();
        Write(text, random, depth);
        return text.ToString();
    }

    private static void Write(StringBuilder text, Random random, int depth)
    {
        int kind = random.Next(depth > 0 ? 6 : 3);
        text.Append(' ', random.Next(2));
        if (kind < 2)
            text.Append(Scalars[random.Next(Scalars.Length)]);
        else if (kind == 2)
            text.Append(String(random));
        else
            WriteContainer(text, random, depth, isObject: kind > 3);
        text.Append(random.Next(4) == 0 ? "\n" : "");
    }

    private static void WriteContainer(StringBuilder text, Random random, int depth, bool isObject)
    {
        int count = random.Next(10) == 0 ? random.Next(100) : random.Next(4);
        HashSet<string> names = [];
        text.Append(isObject ? '{' : '[');
        for (int index = 0; index < count; index++)
        {
            text.Append(index > 0 ? "," : "");
            if (isObject)
                text.Append(UniqueName(random, names)).Append(random.Next(2) == 0 ? ":" : " : ");
            Write(text, random, count > 10 ? 0 : depth - 1);
        }

        text.Append(isObject ? '}' : ']');
    }

    private static string UniqueName(Random random, HashSet<string> names)
    {
        while (true)
        {
            string name = String(random);
            if (names.Add(JsonSerializer.Deserialize<string>(name)!))
                return name;
        }
    }

    private static string String(Random random) =>
        "\"" + string.Concat(Enumerable.Range(0, random.Next(5)).Select(_ => Parts[random.Next(Parts.Length)])) + "\"";
}
