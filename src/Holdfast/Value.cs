using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Serialization;
using Holdfast.Documents;
using Holdfast.Documents.Arrays;
using Holdfast.Documents.Json;
using Holdfast.Documents.Numbers;
using Holdfast.Documents.Objects;
using Holdfast.Documents.Paths;
using Holdfast.Errors;

namespace Holdfast;

/// <summary>Is a JSON value: null, a boolean, a number, a string, an array or an object.</summary>
/// <remarks>
/// Shape.   <c>default</c> is JSON null. Numbers keep their text, so that no digit is lost. Members keep the order in
///          which they were added. Two values are equal when they are the same JSON: numbers by value (1 and 1.0 are
///          equal), members in any order.
/// Threads. Immutable.
/// Cost.    One reference; copying copies nothing.
/// Source.  RFC 8259.
/// </remarks>
[JsonConverter(typeof(ValueConverter))]
public readonly partial struct Value : IEquatable<Value>
{
    /// <summary>
    /// Null, a boxed boolean of <see cref="Literals"/>, UTF-8 bytes of a string, <see cref="IntegerNode"/>,
    /// <see cref="TextNumberNode"/>, <see cref="ArrayNode"/> or <see cref="ObjectNode"/>.
    /// </summary>
    internal readonly object? Node;

    internal Value(object? node) => Node = node;

    /// <summary>JSON null.</summary>
    public static Value Null => default;

    /// <summary>JSON true.</summary>
    public static Value True => new(Literals.True);

    /// <summary>JSON false.</summary>
    public static Value False => new(Literals.False);

    /// <summary>An object without members.</summary>
    public static Value EmptyObject => new(ObjectNode.Empty);

    /// <summary>An array without items.</summary>
    public static Value EmptyArray => new(ArrayNode.Empty);

    /// <summary>Which kind of JSON this is.</summary>
    public ValueKind Kind => Node switch
    {
        null => ValueKind.Null,
        byte[] => ValueKind.String,
        IntegerNode or TextNumberNode => ValueKind.Number,
        ObjectNode => ValueKind.Object,
        ArrayNode => ValueKind.Array,
        _ => ValueKind.Boolean,
    };

    /// <summary>Whether this is JSON null.</summary>
    public bool IsNull => Node is null;

    /// <summary>How many members or items there are; 0 for anything else.</summary>
    public int Count => (Node as ContainerNode)?.Count ?? 0;

    /// <summary>The item at an index.</summary>
    /// <exception cref="HoldfastOperationException">WrongKind: not an array.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The index is not below <see cref="Count"/>.</exception>
    public Value this[int index]
    {
        get
        {
            ArrayNode array = Node as ArrayNode ?? throw Wrong("an array");
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, array.Count);
            return new Value(array[index].Value);
        }
    }

    /// <summary>The member of a name.</summary>
    /// <exception cref="HoldfastOperationException">WrongKind: not an object.</exception>
    /// <exception cref="PathNotFoundException">PathNotFound: no member has the name.</exception>
    public Value this[string name]
    {
        get
        {
            ObjectNode members = Node as ObjectNode ?? throw Wrong("an object");
            byte[] key = PathText.ToBytes(name);
            return members.TryGet(key, KeyHash.Of(key), out object? node)
                ? new Value(node)
                : throw new PathNotFoundException(
                    ErrorCode.PathNotFound, $"The object has no member '{name}'. Ask with TryGet whether it has.");
        }
    }

    /// <summary>The members with their names, in the order in which they were added; none when not an object.</summary>
    public IEnumerable<KeyValuePair<string, Value>> Members
    {
        get
        {
            if (Node is not ObjectNode members)
                yield break;
            ObjectEntry[] entries = ObjectOrder.Entries(members);
            foreach (ObjectEntry entry in entries)
            {
                string name = Encoding.UTF8.GetString(entry.Key);
                yield return new KeyValuePair<string, Value>(name, new Value(entry.Value));
            }
        }
    }

    /// <summary>The member that was added last; null when there are none.</summary>
    internal KeyValuePair<string, Value>? LastMember
    {
        get
        {
            if (Node is not ObjectNode { Count: > 0 } members)
                return null;
            ref readonly ObjectEntry last = ref members.Last;
            return new KeyValuePair<string, Value>(Encoding.UTF8.GetString(last.Key), new Value(last.Value));
        }
    }

    /// <summary>The items in order; none when not an array.</summary>
    public IEnumerable<Value> Items
    {
        get
        {
            if (Node is not ArrayNode array)
                yield break;
            ArrayItems items = array.GetEnumerator();
            while (items.MoveNext())
                yield return new Value(items.Current.Value);
        }
    }

    /// <summary>Tells whether two values are the same JSON.</summary>
    public static bool operator ==(Value left, Value right) => left.Equals(right);

    /// <summary>Tells whether two values are not the same JSON.</summary>
    public static bool operator !=(Value left, Value right) => !left.Equals(right);

    /// <summary>Makes an object of members in order; of a name that comes again the last value counts.</summary>
    /// <exception cref="HoldfastArgumentException">TooDeep, DocumentTooLarge.</exception>
    public static Value FromMembers(IEnumerable<KeyValuePair<string, Value>> members)
    {
        ArgumentNullException.ThrowIfNull(members);
        ObjectEntry[] entries = [.. members.Select(member =>
            new ObjectEntry { Key = PathText.ToBytes(member.Key), Value = member.Value.Node })];
        return new Value(Check(ObjectNodeBuilder.Build(entries)));
    }

    /// <summary>Makes an array of items.</summary>
    /// <exception cref="HoldfastArgumentException">TooDeep, DocumentTooLarge.</exception>
    public static Value FromItems(params IEnumerable<Value> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        return new Value(Check(ArrayNode.Build([.. items.Select(item => new ArrayItem(item.Node, 0))])));
    }

    /// <summary>Gives what is at a path inside this value; false when nothing is.</summary>
    public bool TryGet(StatePath path, out Value value)
    {
        bool isFound = TreeFind.TryGet(Node, path, out object? node);
        value = new Value(node);
        return isFound;
    }

    /// <inheritdoc/>
    public bool Equals(Value other) => NodeEquality.AreEqual(Node, other.Node);

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is Value other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => NodeEquality.HashOf(Node);

    internal bool IsSameText(Value other) => NodeEquality.IsSameText(Node, other.Node);

    /// <summary>What <see cref="Wrong"/> advises; for somebody else it is cut off.</summary>
    internal const string KindAdvice = " Ask for what it is, or look at its Kind.";

    internal HoldfastOperationException Wrong(string wanted) => new(
        ErrorCode.WrongKind, $"The value is {Describe()}, not {wanted}.{KindAdvice}");

    internal string Describe()
    {
        const int MaxShown = 50;
        if (Node is ContainerNode)
            return Kind == ValueKind.Array ? "an array" : "an object";
        string text = ToString();
        return text.Length <= MaxShown ? text : text[..MaxShown] + "…";
    }

    /// <summary>Gives a container back that is within the bounds of a document.</summary>
    internal static ContainerNode Check(ContainerNode node)
    {
        if (node.Height > DocumentLimits.MaxDepth)
            throw new HoldfastArgumentException(
                ErrorCode.TooDeep,
                $"More than {DocumentLimits.MaxDepth} containers inside each other; make it flatter.");
        if (node.Size > DocumentLimits.MaxDocumentBytes)
            throw new HoldfastArgumentException(
                ErrorCode.DocumentTooLarge,
                $"More than {DocumentLimits.MaxDocumentBytes} bytes of JSON text; keep it in several namespaces.");
        return node;
    }
}
