using System.Runtime.CompilerServices;
using System.Text;
using Holdfast.Documents.Paths;
using Holdfast.Errors;

namespace Holdfast.Documents.Objects;

/// <summary>Changes one member of an object that is a value of its own, by its name and not by a path.</summary>
/// <remarks>Cost. A name that the object has is looked up without being kept, so that setting it copies one way of the
/// trie and nothing else.</remarks>
internal static class MemberEdit
{
    /// <summary>Longer names, and those that are not ASCII, take the way round.</summary>
    private const int MostPlainLength = 128;

    /// <summary>Finds a member's value.</summary>
    [SkipLocalsInit]
    public static bool TryGet(ObjectNode members, string name, out Value value)
    {
        ReadOnlySpan<byte> key = ToKey(name, stackalloc byte[MostPlainLength]);
        bool isFound = members.TryGet(key, KeyHash.Of(key), out object? node);
        value = new Value(node);
        return isFound;
    }

    /// <summary>Gives the object with a member set; a member that it has keeps its place.</summary>
    /// <exception cref="HoldfastArgumentException">TooDeep, DocumentTooLarge, MalformedPath.</exception>
    [SkipLocalsInit]
    public static ObjectNode Set(ObjectNode members, string name, Value value)
    {
        ReadOnlySpan<byte> key = ToKey(name, stackalloc byte[MostPlainLength]);
        int hash = KeyHash.Of(key);

        // Not older than any stamp inside, so that the result can be attached without being walked.
        long revision = value.Node is ContainerNode { Newest: var newest } && newest > members.Newest
            ? newest
            : members.Newest;
        ref readonly ObjectEntry entry = ref members.Find(key, hash);
        ObjectNode result = Unsafe.IsNullRef(in entry)
            ? members.Add(key.ToArray(), hash, value.Node, revision, members.Floor)
            : members.Set(in entry, value.Node, revision, members.Floor);
        Value.Check(result);
        return result;
    }

    /// <summary>Gives the object without a member; the very same one when there is no such member.</summary>
    [SkipLocalsInit]
    public static ObjectNode Remove(ObjectNode members, string name)
    {
        ReadOnlySpan<byte> key = ToKey(name, stackalloc byte[MostPlainLength]);
        ref readonly ObjectEntry entry = ref members.Find(key, KeyHash.Of(key));
        return Unsafe.IsNullRef(in entry) ? members : members.Remove(in entry, members.Newest, members.Floor);
    }

    private static ReadOnlySpan<byte> ToKey(string name, Span<byte> room)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Length <= room.Length
            && Ascii.FromUtf16(name, room, out int length) == System.Buffers.OperationStatus.Done
            ? room[..length]
            : PathText.ToBytes(name);
    }
}
