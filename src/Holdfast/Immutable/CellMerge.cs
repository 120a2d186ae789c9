using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Holdfast.Documents.Patches;
using Holdfast.Errors;

namespace Holdfast.Immutable;

/// <summary>Merges a part into a value of any type, by way of its JSON.</summary>
internal static class CellMerge
{
    /// <summary>Applies a JSON merge patch.</summary>
    public static T Apply<T>(T current, Value patch, JsonTypeInfo<T> type)
    {
        if (current is ImmutableState bag) return (T)(object)bag.Merge(patch);
        CheckNames(patch.Members, type);
        return MergePatch.Apply(Value.From(current, type), patch).As(type);
    }

    /// <summary>Sets each field of a bag.</summary>
    public static T Apply<T>(T current, ImmutableState partial, JsonTypeInfo<T> type)
    {
        if (current is ImmutableState bag) return (T)(object)bag.With(partial);
        CheckNames(partial.Fields, type);
        return new ImmutableState(Value.From(current, type)).With(partial).ToValue().As(type);
    }

    /// <summary>A name that the type does not have would be passed over without a word.</summary>
    private static void CheckNames<T>(IEnumerable<KeyValuePair<string, Value>> members, JsonTypeInfo<T> type)
    {
        if (type.Kind != JsonTypeInfoKind.Object || type.Properties.Any(property => property.IsExtensionData)) return;
        StringComparer comparer = type.Options.PropertyNameCaseInsensitive
            ? StringComparer.OrdinalIgnoreCase
            : StringComparer.Ordinal;
        HashSet<string> known = new(type.Properties.Select(property => property.Name), comparer);
        string? unknown = members.Select(member => member.Key).FirstOrDefault(name => !known.Contains(name));
        if (unknown is null) return;
        throw new HoldfastArgumentException(
            ErrorCode.UnknownField,
            $"{typeof(T).Name} has no field '{unknown}' in its JSON; it has {string.Join(", ", known)}. "
                + "Nothing was changed.");
    }
}
