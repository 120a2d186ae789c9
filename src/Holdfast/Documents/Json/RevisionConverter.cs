using System.Text.Json;
using System.Text.Json.Serialization;

namespace Holdfast.Documents.Json;

/// <summary>A revision in JSON is its number.</summary>
internal sealed class RevisionConverter : JsonConverter<Revision>
{
    public override Revision Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(reader.GetInt64());

    public override void Write(Utf8JsonWriter writer, Revision value, JsonSerializerOptions options) =>
        writer.WriteNumberValue(value.Number);
}
