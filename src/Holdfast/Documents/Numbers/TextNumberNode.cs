using System.Text;

namespace Holdfast.Documents.Numbers;

/// <summary>A number that is kept as its text, because it is not the text of a 64-bit integer.</summary>
internal sealed class TextNumberNode(byte[] text)
{
    /// <summary>The text, valid JSON within the bounds.</summary>
    public byte[] Text { get; } = text;

    /// <summary>Gives the text.</summary>
    public override string ToString() => Encoding.ASCII.GetString(Text);
}
