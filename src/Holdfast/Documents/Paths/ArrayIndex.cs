using System.Buffers.Text;

namespace Holdfast.Documents.Paths;

/// <summary>Reads a segment of a path as an index of an array.</summary>
/// <remarks>Source. RFC 6901, section 4: decimal digits without a leading zero, or a dash for the end.</remarks>
internal static class ArrayIndex
{
    /// <summary>The dash: after the last item.</summary>
    public const int End = -1;

    /// <summary>Not an index, or one that no array can have.</summary>
    public const int None = -2;

    /// <summary>Gives the index, <see cref="End"/> or <see cref="None"/>.</summary>
    public static int Parse(ReadOnlySpan<byte> name)
    {
        if (name.IsEmpty)
            return None;
        if (name[0] is < (byte)'0' or > (byte)'9')
            return name.Length == 1 && name[0] == '-' ? End : None;
        if (name[0] == '0')
            return name.Length == 1 ? 0 : None;
        return Utf8Parser.TryParse(name, out int index, out int used) && used == name.Length ? index : None;
    }
}
