using System.Diagnostics.CodeAnalysis;
using System.Text;
using Holdfast.Processes.Calls;

namespace Holdfast.Processes.Maps;

/// <summary>The stored form of the items of a map.</summary>
/// <param name="All">Each item or call, as JSON.</param>
/// <param name="AreCalls">
/// Whether each is a call: for each parameter an array with its argument, or an empty one where it has none.
/// </param>
[RequiresUnreferencedCode(FunctionReference.Reflection)]
[RequiresDynamicCode(FunctionReference.Reflection)]
internal sealed record StoredItems(IReadOnlyList<Value> All, bool AreCalls)
{
    public static StoredItems Of<TItem>(IEnumerable<TItem> items) =>
        new([.. items.Select(item => Value.From(item))], AreCalls: false);

    public static StoredItems Of(ArgumentSource calls)
    {
        using ArgumentSource source = calls;
        return new StoredItems([.. source.TakeAll().Select(ToValue)], AreCalls: true);
    }

    /// <summary>Gives the items of a piece as they are sent.</summary>
    public static ChunkItems ToItems(Value stored, bool areCalls)
    {
        if (!areCalls)
            return new ChunkItems(stored.Count, ChunkKind.JsonItems, Encoding.UTF8.GetBytes(stored.ToString()));
        using MemoryStream stream = new();
        using BinaryWriter writer = new(stream);
        foreach (Value call in stored.Items) Call.WriteArguments(writer, [.. call.Items.Select(ToArgument)]);
        writer.Flush();
        return new ChunkItems(stored.Count, ChunkKind.Arguments, stream.ToArray());
    }

    private static Value ToValue(byte[]?[] call) => Value.FromItems(call.Select(
        argument => argument is null ? Value.EmptyArray : Value.FromItems(Value.Parse(argument.AsSpan()))));

    private static byte[]? ToArgument(Value place) =>
        place.Count == 0 ? null : Encoding.UTF8.GetBytes(place.Items.First().ToString());
}
