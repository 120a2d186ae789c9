using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Holdfast.Documents.Objects;
using Holdfast.Errors;

namespace Holdfast.Immutable;

/// <summary>A bag of named fields that never changes: a change gives a new bag and leaves this one as it is.</summary>
/// <remarks>
/// Shape.   A field is any JSON value, so nothing inside can be changed either. Fields keep the order in which they
///          were added. Two bags are equal when their fields are; generation and creation time say where a bag comes
///          from, not what it is, and do not count.
/// Threads. Immutable.
/// Cost.    A change copies the way to one field and shares all others, however many there are.
/// Source.  ImmutableState of provide.foundation.
/// </remarks>
[ImmutableObject(true)]
[JsonConverter(typeof(ImmutableStateConverter))]
public sealed partial class ImmutableState : IEquatable<ImmutableState>
{
    private readonly ObjectNode _fields;

    /// <summary>Makes a bag of generation 0.</summary>
    /// <exception cref="HoldfastArgumentException">TooDeep, DocumentTooLarge, MalformedPath (a name).</exception>
    public ImmutableState(params ReadOnlySpan<(string Name, Value Value)> fields)
        : this(Set(ObjectNode.Empty, fields), 0, TimeProvider.System.GetUtcNow())
    {
    }

    /// <summary>Makes a bag of generation 0 of the members of a JSON object.</summary>
    /// <param name="fields">The object.</param>
    /// <param name="time">The clock that says when it was created; null: the system's.</param>
    /// <exception cref="HoldfastOperationException">WrongKind: it is not an object.</exception>
    public ImmutableState(Value fields, TimeProvider? time = null)
        : this(ToMembers(fields), 0, (time ?? TimeProvider.System).GetUtcNow())
    {
    }

    internal ImmutableState(ObjectNode fields, long generation, DateTimeOffset createdAt) =>
        (_fields, Generation, CreatedAt) = (fields, generation, createdAt);

    /// <summary>How many changes led here from the bag that was made first; or what was said instead.</summary>
    public long Generation { get; }

    /// <summary>When the bag that was made first was made; changes keep it.</summary>
    public DateTimeOffset CreatedAt { get; }

    /// <summary>How many fields there are.</summary>
    public int Count => _fields.Count;

    /// <summary>The fields with their names, in the order in which they were added.</summary>
    public IEnumerable<KeyValuePair<string, Value>> Fields => ToValue().Members;

    /// <summary>The value of a field.</summary>
    /// <exception cref="PathNotFoundException">PathNotFound: there is no such field.</exception>
    public Value this[string name] => TryGet(name, out Value value)
        ? value
        : throw new PathNotFoundException(
            ErrorCode.PathNotFound, $"The state has no field '{name}'. Add it with With, or ask with TryGet.");

    /// <summary>Tells whether two bags have equal fields.</summary>
    public static bool operator ==(ImmutableState? left, ImmutableState? right) => Equals(left, right);

    /// <summary>Tells whether two bags differ in a field.</summary>
    public static bool operator !=(ImmutableState? left, ImmutableState? right) => !Equals(left, right);

    /// <summary>Tells whether there is a field; one that is null counts.</summary>
    public bool Has(string name) => TryGet(name, out _);

    /// <summary>Gets the value of a field, if there is one.</summary>
    public bool TryGet(string name, out Value value) => MemberEdit.TryGet(_fields, name, out value);

    /// <summary>Gets the value of a field as a .NET object.</summary>
    /// <exception cref="PathNotFoundException">PathNotFound: there is no such field.</exception>
    /// <exception cref="HoldfastOperationException">WrongKind: it cannot be such an object.</exception>
    [RequiresUnreferencedCode(Value.Reflection)]
    [RequiresDynamicCode(Value.Reflection)]
    public T Get<T>(string name) => this[name].As<T>();

    /// <inheritdoc cref="Get{T}(string)"/>
    public T Get<T>(string name, JsonTypeInfo<T> type) => this[name].As(type);

    /// <summary>Gets the value of a field as a .NET object, or a default when there is no such field.</summary>
    /// <exception cref="HoldfastOperationException">WrongKind: it cannot be such an object.</exception>
    [RequiresUnreferencedCode(Value.Reflection)]
    [RequiresDynamicCode(Value.Reflection)]
    public T GetOrDefault<T>(string name, T fallback) => TryGet(name, out Value value) ? value.As<T>() : fallback;

    /// <inheritdoc cref="GetOrDefault{T}(string, T)"/>
    public T GetOrDefault<T>(string name, T fallback, JsonTypeInfo<T> type) =>
        TryGet(name, out Value value) ? value.As(type) : fallback;

    /// <summary>Gives a bag with one field added or changed, of the next generation.</summary>
    /// <exception cref="HoldfastArgumentException">TooDeep, DocumentTooLarge, MalformedPath (the name).</exception>
    public ImmutableState With(string name, Value value) => Next(MemberEdit.Set(_fields, name, value));

    /// <summary>Gives a bag with fields added or changed, of the next generation.</summary>
    /// <exception cref="HoldfastArgumentException">TooDeep, DocumentTooLarge, MalformedPath (a name).</exception>
    public ImmutableState With(params ReadOnlySpan<(string Name, Value Value)> fields) => Next(Set(_fields, fields));

    /// <summary>Gives a bag without a field, of the next generation; there may be no such field.</summary>
    public ImmutableState Without(string name) => Next(MemberEdit.Remove(_fields, name));

    /// <summary>Gives a bag in which each field of another is added or changed, of the next generation.</summary>
    public ImmutableState With(ImmutableState partial)
    {
        ArgumentNullException.ThrowIfNull(partial);
        ObjectNode fields = _fields;
        foreach ((string name, Value value) in partial.Fields) fields = MemberEdit.Set(fields, name, value);
        return Next(fields);
    }

    /// <summary>Gives the same fields as another generation, whichever is said.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public ImmutableState WithGeneration(long generation)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(generation);
        return new ImmutableState(_fields, generation, CreatedAt);
    }

    /// <inheritdoc/>
    public bool Equals(ImmutableState? other) => other is not null && ToValue() == other.ToValue();

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ImmutableState);

    /// <inheritdoc/>
    public override int GetHashCode() => ToValue().GetHashCode();

    private ImmutableState Next(ObjectNode fields) => new(fields, Generation + 1, CreatedAt);

    private static ObjectNode Set(ObjectNode members, ReadOnlySpan<(string Name, Value Value)> fields)
    {
        foreach ((string name, Value value) in fields) members = MemberEdit.Set(members, name, value);
        return members;
    }

    private static ObjectNode ToMembers(Value fields) => fields.Node as ObjectNode ?? throw fields.Wrong("an object");
}
