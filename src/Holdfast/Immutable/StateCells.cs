using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Holdfast.Documents.Json;

namespace Holdfast.Immutable;

/// <summary>Cells at a path of a state.</summary>
/// <remarks>
/// Shape.   Nothing is stored before the first change; until then each process sees the initial value it gave. What is
///          stored is an object: <c>generation</c>, <c>revision</c> (the one the change was made from), <c>value</c>.
/// Threads. Any.
/// </remarks>
public static class StateCells
{
    /// <summary>Gives the cell at a path.</summary>
    /// <param name="state">The state.</param>
    /// <param name="path">Where it stands, also when the cell is not stored yet.</param>
    /// <param name="initial">What it holds while nothing is stored there.</param>
    [RequiresUnreferencedCode(Value.Reflection)]
    [RequiresDynamicCode(Value.Reflection)]
    public static StateCell<T> GetCell<T>(this State state, StatePath path, T initial)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.GetCell(path, initial, ReflectedType.Of<T>(state.Store.Options.Json));
    }

    /// <inheritdoc cref="GetCell{T}(State, StatePath, T)"/>
    public static StateCell<T> GetCell<T>(this State state, StatePath path, T initial, JsonTypeInfo<T> type)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(type);
        return new StateCell<T>(new PathCell<T>(state, path, initial, type));
    }

    /// <inheritdoc cref="GetCell{T}(State, StatePath, T)"/>
    public static StateCell<ImmutableState> GetCell(this State state, StatePath path, ImmutableState initial) =>
        state.GetCell(path, initial, BagType);

    /// <summary>Sets fields of a bag in one atomic step, and leaves all others.</summary>
    /// <returns>The new bag.</returns>
    public static ImmutableState Merge(
        this StateCell<ImmutableState> cell, params (string Name, Value Value)[] fields)
    {
        ArgumentNullException.ThrowIfNull(cell);
        return cell.Update(bag => bag.With(fields));
    }

    /// <summary>The conversion of a bag, which needs no reflection.</summary>
    private static JsonTypeInfo<ImmutableState> BagType { get; } =
        JsonMetadataServices.CreateValueInfo<ImmutableState>(
            new JsonSerializerOptions(), new ImmutableStateConverter());
}
