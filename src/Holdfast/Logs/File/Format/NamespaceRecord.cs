using System.Buffers;
using System.Text.Json;
using Holdfast.Logs.File.Native;
using Holdfast.Logs.File.Segments;

namespace Holdfast.Logs.File.Format;

/// <summary>The content of namespace.json.</summary>
/// <param name="Name">The name as its user wrote it.</param>
/// <param name="Generation">The store's generation up to which this log's revisions are known to be safe.</param>
/// <param name="CutTo">Not null: a cut was begun, and owes a gap that reaches beyond this revision.</param>
internal sealed record NamespaceRecord(string Name, long Generation, long? CutTo = null)
{
    private const string CutToName = "cutTo";

    /// <summary>Reads the file of a namespace's folder; null when there is none.</summary>
    public static NamespaceRecord? TryRead(string folder)
    {
        string path = Path.Combine(folder, FileFormat.NamespaceFile);
        byte[]? bytes = Disk.TryReadAll(path);
        if (bytes is null) return null;

        return TryParseOwn(bytes) ?? Parse(bytes, path);
    }

    private static NamespaceRecord Parse(byte[] bytes, string path)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(bytes);
            return new NamespaceRecord(
                json.RootElement.GetProperty("name").GetString() ?? throw new FormatException(),
                json.RootElement.GetProperty("generation").GetInt64(),
                json.RootElement.TryGetProperty(CutToName, out JsonElement cutTo) ? cutTo.GetInt64() : null);
        }
        catch (Exception fault) when (fault
            is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw Segment.Damaged(path, 0, "it does not describe a namespace");
        }
    }

    /// <summary>
    /// Reads the very text that <see cref="ToJson"/> writes for a plain name and no cut; null when it is anything else.
    /// </summary>
    private static NamespaceRecord? TryParseOwn(byte[] bytes)
    {
        OwnText text = new(bytes);
        return text.Take("{\"name\":\"") && text.TryTakeName(out string name)
            && text.Take("\",\"generation\":") && text.TryTake(out long generation)
            && text.Take("}\n") && text.IsAtEnd
                ? new NamespaceRecord(name, generation)
                : null;
    }

    /// <summary>Gives the file's text.</summary>
    public byte[] ToJson()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("name", Name);
            writer.WriteNumber("generation", Generation);
            if (CutTo is { } cutTo) writer.WriteNumber(CutToName, cutTo);

            writer.WriteEndObject();
        }

        return [.. buffer.WrittenSpan, (byte)'\n'];
    }
}
