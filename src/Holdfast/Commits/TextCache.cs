using Holdfast.Documents;

namespace Holdfast.Commits;

/// <summary>Gives one string for the same bytes that come again and again: authors, mostly one or two.</summary>
/// <remarks>Threads. One thread.</remarks>
internal sealed class TextCache
{
    private byte[] _bytes = [];
    private string _text = "";

    public string Get(ReadOnlySpan<byte> utf8)
    {
        if (!utf8.SequenceEqual(_bytes))
        {
            (_bytes, _text) = (utf8.ToArray(), AsciiText.ToText(utf8));
        }

        return _text;
    }
}
