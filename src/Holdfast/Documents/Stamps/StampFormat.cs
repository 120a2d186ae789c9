using Holdfast.Documents.Arrays;
using Holdfast.Documents.Json;
using Holdfast.Documents.Objects;
using Holdfast.Errors;

namespace Holdfast.Documents.Stamps;

/// <summary>Writes and reads the revisions of all nodes of a document, in document order.</summary>
/// <remarks>
/// Shape. One number for the root's revision; then for each node how far it is behind its parent, and for each
///        container how far its shape is behind itself, before its children. No number can be below 0, because a change
///        stamps the whole path. Numbers and their framing: <see cref="StampWriter"/>. The stream is used up to the end
///        of the stamps and not a byte further.
/// </remarks>
internal static class StampFormat
{
    /// <summary>Writes the effective revisions of a document.</summary>
    public static void Write(Document document, Stream output)
    {
        StampWriter writer = new(output);
        writer.Write(document.Revision);
        Write(document.Root.Node, document.Revision, 0, writer);
        writer.End();
    }

    /// <summary>Reads a document from its JSON text and the stamps beside it, both at once.</summary>
    /// <exception cref="HoldfastException">
    /// Damaged: the two do not belong together, or the root is not an object.
    /// </exception>
    /// <exception cref="HoldfastFormatException">The JSON text is wrong.</exception>
    public static Document Read(Stream json, Stream stamps)
    {
        StampReader reader = new(stamps);
        (object? root, long revision) = JsonStreamParser.ParseStamped(json, reader);
        reader.End();
        return root is ObjectNode members
            ? Document.FromStamped(members, revision)
            : throw new HoldfastException(ErrorCode.Damaged, "The checkpoint is no object. Use an older checkpoint.");
    }

    private static void Write(object? node, long revision, long floor, StampWriter writer)
    {
        if (node is not ContainerNode container)
            return;
        floor = Math.Max(floor, container.Floor);
        writer.Write(revision - Math.Max(floor, container.ShapeRevision));
        if (node is ObjectNode members)
        {
            foreach (ref readonly ObjectEntry entry in ObjectOrder.Of(members))
                WriteChild(entry.Value, entry.Revision, revision, floor, writer);
        }
        else
        {
            foreach (ref readonly ArrayItem item in (ArrayNode)node)
                WriteChild(item.Value, item.Revision, revision, floor, writer);
        }
    }

    private static void WriteChild(object? node, long stamp, long parent, long floor, StampWriter writer)
    {
        long revision = Math.Max(stamp, floor);
        writer.Write(parent - revision);
        Write(node, revision, floor, writer);
    }
}
