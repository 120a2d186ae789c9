using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Holdfast.Logs.File.Native;
using Holdfast.Logs.File.Segments;

namespace Holdfast.Logs.File.Format;

/// <summary>The content of retention.json: how much history a namespace keeps, whoever trims it.</summary>
internal static class RetentionRecord
{
    private const string Bytes = "bytes";
    private const string Commits = "commits";
    private const string Age = "age";

    /// <summary>The path of a namespace's file.</summary>
    public static string PathOf(string folder) => Path.Combine(folder, FileFormat.RetentionFile);

    /// <summary>Reads the file of a namespace's folder; null when there is none.</summary>
    /// <exception cref="Errors.HoldfastException">Damaged.</exception>
    public static Retention? TryRead(string folder)
    {
        string path = PathOf(folder);
        return Disk.TryReadAll(path) is { } bytes ? Parse(bytes, path) : null;
    }

    /// <summary>Gives the file's text.</summary>
    public static byte[] ToJson(Retention retention)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteNumber(Bytes, retention.Bytes);
            if (retention.Commits is { } commits) writer.WriteNumber(Commits, commits);

            if (retention.Age is { } age)
                writer.WriteString(Age, age.ToString("c", CultureInfo.InvariantCulture));

            writer.WriteEndObject();
        }

        return [.. buffer.WrittenSpan, (byte)'\n'];
    }

    private static Retention Parse(byte[] bytes, string path)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(bytes);
            JsonElement root = json.RootElement;
            return new Retention
            {
                Bytes = root.GetProperty(Bytes).GetInt64(),
                Commits = root.TryGetProperty(Commits, out JsonElement commits) ? commits.GetInt64() : null,
                Age = root.TryGetProperty(Age, out JsonElement age)
                    ? TimeSpan.ParseExact(age.GetString()!, "c", CultureInfo.InvariantCulture)
                    : null,
            };
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException
            or FormatException or OverflowException or ArgumentException)
        {
            throw Segment.Damaged(path, 0, "it does not say how much history is kept");
        }
    }
}
