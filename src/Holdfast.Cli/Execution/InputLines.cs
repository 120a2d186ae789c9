using System.Text;

namespace Holdfast.Cli.Execution;

/// <summary>Reads an input line by line, so that bytes that are no text harm their own line only.</summary>
/// <remarks>
/// Read as Latin-1, in which each byte is a character, since a reader of UTF-8 replaces what is none, or fails for all
/// that it has read ahead.
/// </remarks>
internal sealed class InputLines(Stream input) : IDisposable
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    private readonly StreamReader _reader = new(input, Encoding.Latin1, detectEncodingFromByteOrderMarks: false);
    private bool _isBegun;

    /// <summary>Gives the bytes of the next line without its end; null when there is none.</summary>
    public byte[]? Read()
    {
        if (_reader.ReadLine() is not { } line) return null;
        byte[] bytes = Encoding.Latin1.GetBytes(line);
        bool isMarked = !_isBegun && bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble);
        _isBegun = true;
        return isMarked ? bytes[Encoding.UTF8.Preamble.Length..] : bytes;
    }

    /// <summary>Gives the text of a line.</summary>
    /// <exception cref="Errors.HoldfastArgumentException">Usage: it is not UTF-8.</exception>
    public static string ToText(byte[] line)
    {
        try
        {
            return Strict.GetString(line);
        }
        catch (DecoderFallbackException)
        {
            throw Wrong.Usage("the line is not UTF-8 text; encode it first");
        }
    }

    public void Dispose() => _reader.Dispose();
}
