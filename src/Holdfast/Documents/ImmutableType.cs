using System.Buffers;
using System.ComponentModel;
using System.Reflection;
using System.Text.Json;
using Holdfast.Documents.Json;
using Holdfast.Errors;

namespace Holdfast.Documents;

/// <summary>Converts values to one type, and shares the result when the type is declared immutable.</summary>
internal static class ImmutableType<T>
{
    private static readonly bool IsShared =
        typeof(T).GetCustomAttribute<ImmutableObjectAttribute>() is { Immutable: true };

    /// <summary>Reads a T from a UTF-8 text.</summary>
    public delegate T? Reader(ReadOnlySpan<byte> text);

    /// <summary>Converts a value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="source">What the result depends on beside the value: options or type information.</param>
    /// <param name="read">How to read it.</param>
    public static T Read(Value value, object source, Reader read)
    {
        if (!IsShared || value.Node is not ContainerNode node)
            return Read(value, read);
        if (node.Conversion is { Result: T shared } known && known.Type == typeof(T) && known.Source == source)
            return shared;
        T result = Read(value, read);
        if (result is not null)
            node.Conversion = new CachedConversion(typeof(T), source, result);
        return result;
    }

    private static T Read(Value value, Reader read)
    {
        ArrayBufferWriter<byte> text = new();
        value.WriteTo(text);
        try
        {
            return read(text.WrittenSpan)!;
        }
        catch (Exception fault) when (fault is JsonException or FormatException or InvalidOperationException)
        {
            throw new HoldfastOperationException(
                ErrorCode.WrongKind, $"The value is no {typeof(T).Name}: {fault.Message}", fault);
        }
    }
}
