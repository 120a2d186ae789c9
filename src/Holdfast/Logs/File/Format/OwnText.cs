using System.Buffers.Text;
using Holdfast.Documents;

namespace Holdfast.Logs.File.Format;

/// <summary>
/// Reads, piece by piece, a small text that this program wrote itself; whoever meets anything else asks a JSON reader.
/// </summary>
/// <remarks>
/// Why not the JSON reader at once: its start-up is a third of what a process needs to print a value.
/// </remarks>
internal ref struct OwnText(ReadOnlySpan<byte> rest)
{
    private ReadOnlySpan<byte> _rest = rest;

    /// <summary>Whether all was read.</summary>
    public readonly bool IsAtEnd => _rest.IsEmpty;

    /// <summary>Takes an ASCII text, if it is there.</summary>
    public bool Take(string text)
    {
        if (_rest.Length < text.Length) return false;

        for (int index = 0; index < text.Length; index++)
        {
            if (_rest[index] != text[index]) return false;
        }

        return Skip(text.Length);
    }

    public bool TryTake(out long number) => Utf8Parser.TryParse(_rest, out number, out int length) && Skip(length);

    public bool TryTake(out Guid id) => Utf8Parser.TryParse(_rest, out id, out int length) && Skip(length);

    /// <summary>Takes what stands before the next quote, if it is ASCII without escapes.</summary>
    public bool TryTakeName(out string name)
    {
        int length = 0;
        while (length < _rest.Length && _rest[length] is <= 0x7F and not ((byte)'"' or (byte)'\\'))
        {
            length++;
        }

        bool isPlain = length < _rest.Length && _rest[length] == '"';
        name = isPlain ? AsciiText.ToText(_rest[..length]) : "";
        return isPlain && Skip(length);
    }

    private bool Skip(int count)
    {
        _rest = _rest[count..];
        return true;
    }
}
