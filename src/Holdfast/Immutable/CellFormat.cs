using System.Text.Json.Serialization.Metadata;
using Holdfast.Errors;

namespace Holdfast.Immutable;

/// <summary>
/// How a cell stands at a path: an object of its generation, the revision it was changed from, and its value.
/// </summary>
internal sealed class CellFormat<T>(JsonTypeInfo<T> type)
{
    private const string GenerationName = "generation";
    private const string RevisionName = "revision";
    private const string ValueName = "value";

    /// <summary>Gives what is stored.</summary>
    public Value Write(T value, long generation, Revision from) => Value.FromMembers(
    [
        new(GenerationName, generation),
        new(RevisionName, from.Number),
        new(ValueName, value is ImmutableState bag ? bag.ToStored() : Value.From(value, type)),
    ]);

    /// <summary>Reads what is stored, with the revision it was changed from.</summary>
    /// <exception cref="HoldfastOperationException">NotACell: it is something else.</exception>
    public CellVersion<T> Read(Value stored, out Revision from)
    {
        try
        {
            if (stored.TryGet(GenerationName, out Value generation)
                && stored.TryGet(RevisionName, out Value revision)
                && stored.TryGet(ValueName, out Value value))
            {
                from = new Revision((long)revision);
                return new CellVersion<T>(ToValue(value), (long)generation);
            }
        }
        catch (HoldfastOperationException wrong)
        {
            throw NotACell(wrong);
        }

        throw NotACell(null);
    }

    private T ToValue(Value value) => typeof(T) == typeof(ImmutableState)
        ? (T)(object)ImmutableState.FromStored(value)
        : value.As(type);

    private static HoldfastOperationException NotACell(Exception? cause) => new(
        ErrorCode.NotACell,
        $"What stands at the path is no cell of {typeof(T).Name}"
            + (cause is null ? $": it needs {GenerationName}, {RevisionName} and {ValueName}. " : $": {cause.Message} ")
            + "Use another path, or remove what is there.",
        cause);
}
