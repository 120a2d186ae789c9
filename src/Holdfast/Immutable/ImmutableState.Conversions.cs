using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Holdfast.Documents.Objects;
using Holdfast.Documents.Patches;
using Holdfast.Errors;

namespace Holdfast.Immutable;

/// <content>From and to JSON and records.</content>
public sealed partial class ImmutableState
{
    private const string GenerationName = "generation";
    private const string CreatedAtName = "createdAt";
    private const string FieldsName = "fields";

    /// <summary>Makes a bag of the properties of an object, as System.Text.Json sees them.</summary>
    /// <exception cref="HoldfastOperationException">WrongKind: its JSON is not an object.</exception>
    [RequiresUnreferencedCode(Value.Reflection)]
    [RequiresDynamicCode(Value.Reflection)]
    public static ImmutableState From<T>(T record, JsonSerializerOptions? options = null) =>
        new(Value.From(record, options));

    /// <inheritdoc cref="From{T}(T, JsonSerializerOptions?)"/>
    public static ImmutableState From<T>(T record, JsonTypeInfo<T> type) => new(Value.From(record, type));

    /// <summary>Makes a bag of the members of a JSON object.</summary>
    /// <exception cref="HoldfastFormatException">MalformedJson, with line and column.</exception>
    /// <exception cref="HoldfastOperationException">WrongKind: the JSON is not an object.</exception>
    public static ImmutableState Parse(string json) => new(Value.Parse(json));

    /// <summary>Gives the fields as a JSON object.</summary>
    public Value ToValue() => new(_fields);

    /// <summary>Gives the fields as an object of a .NET type, as System.Text.Json makes it.</summary>
    /// <exception cref="HoldfastOperationException">WrongKind: the fields are no T.</exception>
    [RequiresUnreferencedCode(Value.Reflection)]
    [RequiresDynamicCode(Value.Reflection)]
    public T To<T>(JsonSerializerOptions? options = null) => ToValue().As<T>(options);

    /// <inheritdoc cref="To{T}(JsonSerializerOptions?)"/>
    public T To<T>(JsonTypeInfo<T> type) => ToValue().As(type);

    /// <summary>Gives what a JSON merge patch (RFC 7396) makes of the fields, of the next generation.</summary>
    /// <remarks>Shape. Objects are merged into each other, and null removes a field.</remarks>
    /// <exception cref="HoldfastOperationException">WrongKind: the patch is no object; DocumentTooLarge.</exception>
    public ImmutableState Merge(Value patch)
    {
        ToMembers(patch);
        return Next(ToMembers(MergePatch.Apply(ToValue(), patch)));
    }

    /// <summary>Gives the fields as JSON text.</summary>
    public override string ToString() => ToValue().ToString();

    /// <summary>Gives the bag with its generation and creation time, as it is stored.</summary>
    internal Value ToStored() => Value.FromMembers(
    [
        new(GenerationName, Generation),
        new(CreatedAtName, CreatedAt.ToString("O", CultureInfo.InvariantCulture)),
        new(FieldsName, ToValue()),
    ]);

    /// <summary>Reads what <see cref="ToStored"/> gave.</summary>
    /// <exception cref="HoldfastOperationException">WrongKind: it is something else.</exception>
    internal static ImmutableState FromStored(Value stored)
    {
        if (stored.TryGet(GenerationName, out Value generation)
            && stored.TryGet(CreatedAtName, out Value createdAt)
            && stored.TryGet(FieldsName, out Value fields)
            && fields.Node is ObjectNode members
            && DateTimeOffset.TryParse(
                (string?)createdAt, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var time))
        {
            return new ImmutableState(members, (long)generation, time);
        }

        throw stored.Wrong($"a stored state with {GenerationName}, {CreatedAtName} and {FieldsName}");
    }
}
