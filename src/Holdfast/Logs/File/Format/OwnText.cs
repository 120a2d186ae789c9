using System.Buffers.Text;
using System.Text;

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

    public bool Take(string text)
    {
        bool isThere = _rest.StartsWith(Encoding.ASCII.GetBytes(text));
        return isThere && Skip(text.Length);
    }

    public bool TryTake(out long number) => Utf8Parser.TryParse(_rest, out number, out int length) && Skip(length);

    public bool TryTake(out Guid id) => Utf8Parser.TryParse(_rest, out id, out int length) && Skip(length);

    /// <summary>Takes what stands before the next quote, if it is ASCII without escapes.</summary>
    public bool TryTakeName(out string name)
    {
        ReadOnlySpan<byte> bytes = _rest[..Math.Max(0, _rest.IndexOf((byte)'"'))];
        bool isPlain = Ascii.IsValid(bytes) && bytes.IndexOf((byte)'\\') < 0;
        name = isPlain ? Encoding.ASCII.GetString(bytes) : "";
        return isPlain && Skip(bytes.Length);
    }

    private bool Skip(int count)
    {
        _rest = _rest[count..];
        return true;
    }
}
