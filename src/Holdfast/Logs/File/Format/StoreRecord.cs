using System.Buffers;
using System.Text.Json;
using Holdfast.Errors;
using Holdfast.Logs.File.Native;

namespace Holdfast.Logs.File.Format;

/// <summary>The content of store.json: which store this is, and how often it may have lost commits.</summary>
/// <param name="Id">Names the store for its whole life, also in copies.</param>
/// <param name="Generation">Grows each time a first opener finds that unflushed commits may have been lost.</param>
/// <param name="CopyGeneration">
/// The last generation that began because the folder was a copy or a restored backup.
/// </param>
internal sealed record StoreRecord(Guid Id, long Generation, long CopyGeneration)
{
    private const string Kind = "holdfast store";

    /// <summary>Reads the file; null when there is none.</summary>
    /// <exception cref="HoldfastException">FormatVersion, NotAStore.</exception>
    public static StoreRecord? TryRead(string path)
    {
        byte[]? bytes = Disk.TryReadAll(path);
        return bytes is null ? null : TryParseOwn(bytes) ?? Parse(bytes, path);
    }

    /// <summary>Gives the file's text.</summary>
    public byte[] ToJson()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("kind", Kind);
            writer.WriteNumber("format", FileFormat.Version);
            writer.WriteString("id", Id);
            writer.WriteNumber("generation", Generation);
            writer.WriteNumber("copyGeneration", CopyGeneration);
            writer.WriteEndObject();
        }

        return [.. buffer.WrittenSpan, (byte)'\n'];
    }

    /// <summary>Reads the very text that <see cref="ToJson"/> writes; null when it is anything else.</summary>
    private static StoreRecord? TryParseOwn(byte[] bytes)
    {
        OwnText text = new(bytes);
        return text.Take("{\"kind\":\"holdfast store\",\"format\":")
            && text.TryTake(out long format) && format == FileFormat.Version
            && text.Take(",\"id\":\"") && text.TryTake(out Guid id)
            && text.Take("\",\"generation\":") && text.TryTake(out long generation)
            && text.Take(",\"copyGeneration\":") && text.TryTake(out long copyGeneration)
            && text.Take("}\n") && text.IsAtEnd
                ? new StoreRecord(id, generation, copyGeneration)
                : null;
    }

    private static StoreRecord Parse(byte[] bytes, string path)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(bytes);
            JsonElement root = json.RootElement;
            if (root.GetProperty("kind").GetString() != Kind) throw NotAStore(path, null);

            int format = root.GetProperty("format").GetInt32();
            return format == FileFormat.Version
                ? new StoreRecord(
                    root.GetProperty("id").GetGuid(),
                    root.GetProperty("generation").GetInt64(),
                    root.GetProperty("copyGeneration").GetInt64())
                : throw WrongVersion(path, format, FileFormat.Version);
        }
        catch (Exception fault) when (fault
            is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw NotAStore(path, fault);
        }
    }

    /// <summary>Makes the error for files of another format.</summary>
    public static HoldfastException WrongVersion(string path, long found, long known) => new(
        ErrorCode.FormatVersion,
        $"'{path}' has format {found}, and this program knows format {known}; "
            + "use a program of the version that wrote it.")
    {
        File = path,
    };

    private static HoldfastException NotAStore(string path, Exception? cause) => new(
        ErrorCode.NotAStore, $"'{path}' does not describe a store; choose another folder, or restore the file.", cause)
    {
        File = path,
    };
}
