using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;
using Holdfast.Documents.Arrays;
using Holdfast.Documents.Objects;
using Holdfast.Documents.Paths;
using Holdfast.Errors;

namespace Holdfast.Documents;

/// <summary>Follows paths down a tree. Pure.</summary>
internal static class TreeFind
{
    /// <summary>Texts up to this length take the short way: their slashes fit in one mask.</summary>
    private const int MaxShortText = 64;

    /// <summary>Follows a path; false when nothing is there. Allocates nothing.</summary>
    public static bool TryGet(object? node, StatePath path, out object? found)
    {
        if (path.Node is string text)
            return TryGetText(node, path, text, out found);
        if (path.Node is not null)
            return TryGetParsed(node, Unsafe.As<ParsedPath>(path.Node).Segments, out found);
        found = node;
        return true;
    }

    /// <summary>Follows a path and gathers the effective revisions.</summary>
    /// <param name="node">The root.</param>
    /// <param name="revision">The revision of the root.</param>
    /// <param name="path">Where to go.</param>
    [SkipLocalsInit]
    public static NodeState Find(object? node, long revision, StatePath path)
    {
        PathWalker walker = new(path, stackalloc byte[PathWalker.BufferLength]);
        long floor = 0;
        long arrayShape = 0;
        while (walker.MoveNext())
        {
            if (node is ContainerNode container)
                floor = Math.Max(floor, container.Floor);
            if (node is ArrayNode array)
                arrayShape = Math.Max(arrayShape, Math.Max(floor, array.ShapeRevision));
            ErrorCode failure = Step(node, ref walker, out node, out long stamp);
            if (failure != ErrorCode.None)
                return new NodeState(false, default, 0, 0, arrayShape, failure);
            revision = Math.Max(floor, stamp);
        }

        long shape = node is ContainerNode last
            ? Math.Max(Math.Max(floor, last.Floor), last.ShapeRevision)
            : revision;
        return new NodeState(true, new Value(node), revision, shape, arrayShape, ErrorCode.None);
    }

    private static ErrorCode Step(object? node, ref PathWalker walker, out object? child, out long stamp)
    {
        child = null;
        stamp = 0;
        if (node is ObjectNode members)
        {
            ref readonly ObjectEntry entry = ref members.Find(walker.Name, walker.Hash);
            if (Unsafe.IsNullRef(in entry))
                return ErrorCode.PathNotFound;
            (child, stamp) = (entry.Value, entry.Revision);
            return ErrorCode.None;
        }

        if (node is not ArrayNode items)
            return ErrorCode.ThroughScalar;
        int index = walker.Index;
        if (index == ArrayIndex.None)
            return ErrorCode.BadIndex;
        if (index == ArrayIndex.End || index >= items.Count)
            return ErrorCode.PathNotFound;
        (child, stamp) = items[index];
        return ErrorCode.None;
    }

    private static bool TryGetParsed(object? node, PathSegment[] segments, out object? found)
    {
        bool isThere = true;
        for (int at = 0; isThere && at < segments.Length; at++)
        {
            ref readonly PathSegment segment = ref segments[at];
            isThere = node is ObjectNode members
                ? members.TryGet(segment.Name, segment.Hash, out node)
                : TryGetItem(node, segment.Index, out node);
        }

        found = node;
        return isThere;
    }

    [SkipLocalsInit]
    private static bool TryGetText(object? node, StatePath path, string text, out object? found)
    {
        Span<byte> bytes = stackalloc byte[MaxShortText];
        if (text.Length > MaxShortText || text.Length == 0 || text[0] != '/'
            || Ascii.FromUtf16(text, bytes, out int length) != OperationStatus.Done)
            return TryWalk(node, path, out found);
        ulong within = ulong.MaxValue >> (MaxShortText - length);
        if ((MaskOf(bytes, (byte)'~') & within) != 0)
            return TryWalk(node, path, out found);
        ulong slashes = MaskOf(bytes, (byte)'/') & within;
        int start = 1;
        while (true)
        {
            slashes &= slashes - 1;
            int end = slashes == 0 ? length : BitOperations.TrailingZeroCount(slashes);
            ReadOnlySpan<byte> name = bytes[start..end];
            bool isThere = node is ObjectNode members
                ? members.TryGet(name, KeyHash.Of(name), out node)
                : TryGetItem(node, ArrayIndex.Parse(name), out node);
            if (!isThere || slashes == 0)
            {
                found = node;
                return isThere;
            }

            start = end + 1;
        }
    }

    /// <summary>A bit for each of the 64 bytes that is the one looked for.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong MaskOf(ReadOnlySpan<byte> bytes, byte wanted)
    {
        ref byte first = ref MemoryMarshal.GetReference(bytes);
        Vector128<byte> pattern = Vector128.Create(wanted);
        ulong mask = 0;
        for (int at = 0; at < MaxShortText; at += Vector128<byte>.Count)
        {
            Vector128<byte> hits = Vector128.Equals(Vector128.LoadUnsafe(ref first, (nuint)at), pattern);
            mask |= (ulong)hits.ExtractMostSignificantBits() << at;
        }

        return mask;
    }

    [SkipLocalsInit]
    private static bool TryWalk(object? node, StatePath path, out object? found)
    {
        PathWalker walker = new(path, stackalloc byte[PathWalker.BufferLength]);
        bool isThere = true;
        while (isThere && walker.MoveNext())
        {
            isThere = node is ObjectNode members
                ? members.TryGet(walker.Name, walker.Hash, out node)
                : TryGetItem(node, walker.Index, out node);
        }

        found = node;
        return isThere;
    }

    private static bool TryGetItem(object? node, int index, out object? item)
    {
        bool isThere = node is ArrayNode array && (uint)index < (uint)array.Count;
        item = isThere ? Unsafe.As<ArrayNode>(node)![index].Value : null;
        return isThere;
    }
}
