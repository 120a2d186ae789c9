using System.Text.Json;
using System.Text.Json.Serialization;
using Holdfast.Documents.Arrays;
using Holdfast.Documents.Numbers;
using Holdfast.Documents.Objects;

namespace Holdfast.Documents.Json;

/// <summary>Lets a <see cref="Value"/> stand anywhere in types that System.Text.Json converts.</summary>
internal sealed class ValueConverter : JsonConverter<Value>
{
    /// <summary>JSON null is a value of its own.</summary>
    public override bool HandleNull => true;

    /// <inheritdoc/>
    public override Value Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        NodeBuilder builder = NodeBuilder.Rent(null);
        try
        {
            JsonParser.Take(builder, ref reader);
            while (!builder.IsComplete && reader.Read())
                JsonParser.Take(builder, ref reader);
            return new Value(builder.Root);
        }
        catch (JsonTokenException fault)
        {
            throw new JsonException(fault.Message, fault);
        }
        finally
        {
            builder.Return();
        }
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Value value, JsonSerializerOptions options) =>
        WriteNode(writer, value.Node);

    /// <summary>Writes a node where a writer stands.</summary>
    public static void WriteNode(Utf8JsonWriter writer, object? node)
    {
        switch (node)
        {
            case null:
                writer.WriteNullValue();
                break;
            case byte[] text:
                writer.WriteStringValue(text);
                break;
            case IntegerNode integer:
                writer.WriteNumberValue(integer.Value);
                break;
            case TextNumberNode number:
                writer.WriteRawValue(number.Text, skipInputValidation: true);
                break;
            case ObjectNode members:
                writer.WriteStartObject();
                foreach (ref readonly ObjectEntry entry in ObjectOrder.Of(members))
                {
                    writer.WritePropertyName(entry.Key);
                    WriteNode(writer, entry.Value);
                }

                writer.WriteEndObject();
                break;
            case ArrayNode items:
                writer.WriteStartArray();
                foreach (ref readonly ArrayItem item in items)
                    WriteNode(writer, item.Value);
                writer.WriteEndArray();
                break;
            default:
                writer.WriteBooleanValue((bool)node);
                break;
        }
    }
}
