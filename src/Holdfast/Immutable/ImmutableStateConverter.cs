using System.Text.Json;
using System.Text.Json.Serialization;
using Holdfast.Documents.Json;
using Holdfast.Errors;

namespace Holdfast.Immutable;

/// <summary>
/// Lets an <see cref="ImmutableState"/> stand anywhere in types that System.Text.Json converts, with its generation and
/// creation time.
/// </summary>
internal sealed class ImmutableStateConverter : JsonConverter<ImmutableState>
{
    private static readonly ValueConverter Values = new();

    /// <inheritdoc/>
    public override ImmutableState Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        try
        {
            return ImmutableState.FromStored(Values.Read(ref reader, typeof(Value), options));
        }
        catch (HoldfastOperationException wrong)
        {
            throw new JsonException(wrong.Message, wrong);
        }
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, ImmutableState value, JsonSerializerOptions options) =>
        value.ToStored().WriteTo(writer);
}
