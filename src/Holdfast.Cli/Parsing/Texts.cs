using System.Globalization;
using System.Text;
using Holdfast.Cli.Execution;
using Holdfast.Cli.Output;
using Holdfast.Errors;

namespace Holdfast.Cli.Parsing;

/// <summary>Turns the texts of arguments into what they mean, or says with a code what is wrong with them.</summary>
internal static class Texts
{
    /// <summary>What to do about JSON that is malformed somewhere in the middle.</summary>
    private const string Correct = "; correct it there";

    /// <summary>What to do where text is given that may have been meant as a string.</summary>
    public const string Quote = "; a string needs its quotes";

    /// <summary>A path; as in a file system a lone slash is the whole.</summary>
    public static StatePath Path(string text) => text == "/" ? StatePath.Root : StatePath.Parse(text);

    public static StatePath[] Paths(IReadOnlyList<string> texts)
    {
        var paths = new StatePath[texts.Count];
        for (int index = 0; index < paths.Length; index++) paths[index] = Path(texts[index]);
        return paths;
    }

    /// <summary>A name that must not be empty, as one is from an unset variable of a script.</summary>
    public static string Name(string text, string whose) =>
        text.Length > 0 ? text : throw Wrong.Usage($"the {whose} name is empty; give one");

    public static Revision Revision(string text, string what) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            ? new Revision(number)
            : throw Wrong.Usage($"{what} '{text}' is not a revision; give a whole number, as log prints them");

    public static Revision? RevisionIfAny(Arguments arguments, OptionSyntax option) =>
        arguments.TryGet(option, out string? text) ? Revision(text, option.Name) : null;

    public static int? CountIfAny(Arguments arguments, OptionSyntax option)
    {
        if (!arguments.TryGet(option, out string? text)) return null;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count > 0
            ? count
            : throw Wrong.Usage($"{option.Names} '{text}' is not a count; give a whole number from 1");
    }

    public static TimeSpan? DurationIfAny(Arguments arguments, OptionSyntax option) =>
        arguments.TryGet(option, out string? text) ? Durations.Parse(text, option.Name) : null;

    /// <summary>A JSON value; text that is none gets a hint what to do.</summary>
    public static Value Json(string text, string hint)
    {
        try
        {
            return Value.Parse(text);
        }
        catch (HoldfastFormatException malformed) when (malformed.Code == ErrorCode.MalformedJson)
        {
            // Who began with a quote knows that strings need quotes.
            throw Hinted(malformed, text.TrimStart().StartsWith('"') ? Correct : hint);
        }
    }

    /// <summary>A JSON value, or the one that standard input holds when the text is <c>-</c>.</summary>
    public static Value Json(string text, Inputs inputs, string hint) =>
        inputs.ReadIfInput(text) is { } bytes ? Json(bytes, hint) : Json(text, hint);

    /// <summary>The JSON value that a file or standard input holds.</summary>
    public static Value Json(byte[] utf8, string hint = Correct)
    {
        try
        {
            return Value.Parse(utf8);
        }
        catch (HoldfastFormatException malformed) when (malformed.Code == ErrorCode.MalformedJson)
        {
            throw Hinted(malformed, hint);
        }
    }

    /// <summary>Gives a complaint about JSON with what to do; it keeps its place in the text.</summary>
    public static HoldfastFormatException Hinted(HoldfastFormatException malformed, string hint = Correct) =>
        new(malformed.Code, malformed.Message.TrimEnd('.') + hint, malformed)
        {
            Line = malformed.Line,
            Column = malformed.Column,
        };

    /// <summary>A JSON string of a text, or of what standard input holds without its last line break.</summary>
    public static Value String(string text, Inputs inputs)
    {
        if (inputs.ReadIfInput(text) is not { } bytes) return text;
        try
        {
            int count = bytes is [.., (byte)'\n'] ? bytes.Length - 1 : bytes.Length;
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes, 0, count);
        }
        catch (DecoderFallbackException)
        {
            throw Wrong.Usage("standard input is not UTF-8 text; encode it first");
        }
    }

    /// <summary>An amount of bytes in the largest unit that gives a whole number.</summary>
    public static string Bytes(long bytes)
    {
        (long size, string name) = bytes switch
        {
            0 => (1L, "bytes"),
            _ when bytes % (1L << 30) == 0 => (1L << 30, "GiB"),
            _ when bytes % (1L << 20) == 0 => (1L << 20, "MiB"),
            _ when bytes % (1L << 10) == 0 => (1L << 10, "KiB"),
            _ => (1L, "bytes"),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{bytes / size} {name}");
    }

    public static Value Number(string text)
    {
        try
        {
            if (Value.Parse(text) is { Kind: ValueKind.Number } number) return number;
        }
        catch (HoldfastFormatException malformed) when (malformed.Code == ErrorCode.MalformedJson)
        {
            // Said below, in the words of an argument.
        }

        throw Wrong.Usage($"'{Printable.Short(text)}' is not a number; give one, as 3, -1 or 0.10");
    }

    /// <summary>Refuses what no state can take: the root of a document is an object.</summary>
    public static void ThrowIfRootIsNoObject(StatePath path, Value value)
    {
        if (value.Kind != ValueKind.Object)
            ThrowIfRoot(path, "has to be an object; give one, or a path below the root");
    }

    /// <summary>Refuses the root where no state has there what is asked for.</summary>
    public static void ThrowIfRoot(StatePath path, string why)
    {
        if (path.Count == 0)
            throw new HoldfastArgumentException(ErrorCode.RootNotObject, $"The whole document {why}");
    }
}
