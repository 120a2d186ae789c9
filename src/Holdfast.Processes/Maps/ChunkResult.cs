using System.Diagnostics.CodeAnalysis;
using Holdfast.Processes.Calls;
using Holdfast.Processes.Wire;

namespace Holdfast.Processes.Maps;

/// <summary>What became of one piece of a map.</summary>
/// <param name="Elapsed">How long it took, with the reading and writing of its items.</param>
/// <param name="Form">How the results are written.</param>
/// <param name="Results">The results of the items that did not fail, in order.</param>
/// <param name="Failures">Which items failed, by their place in the piece.</param>
internal sealed record ChunkResult(
    TimeSpan Elapsed,
    ItemForm Form,
    ReadOnlyMemory<byte> Results,
    IReadOnlyList<(int Place, ExceptionImage Image)> Failures)
{
    private static readonly byte[] None = "[]"u8.ToArray();

    /// <summary>Gives the result of a piece that failed as a whole: each of its items has.</summary>
    public static ChunkResult OfFailure(int count, ExceptionImage image) => new(
        TimeSpan.Zero, ItemForm.Json, None, [.. Enumerable.Range(0, count).Select(place => (place, image))]);

    /// <summary>Gives the result of a piece whose first items had this result, and the rest that.</summary>
    /// <param name="count">How many items this one is of.</param>
    /// <param name="rest">The result of those behind them.</param>
    /// <param name="restCount">How many those are.</param>
    public ChunkResult Join(int count, ChunkResult rest, int restCount)
    {
        (int, ExceptionImage)[] failures =
            [.. Failures, .. rest.Failures.Select(failure => (count + failure.Place, failure.Image))];
        TimeSpan elapsed = Elapsed + rest.Elapsed;
        if (Failures.Count == count) return new ChunkResult(elapsed, rest.Form, rest.Results, failures);
        if (rest.Failures.Count == restCount) return new ChunkResult(elapsed, Form, Results, failures);
        byte[] results = Form == ItemForm.Raw
            ? [.. Results.Span, .. rest.Results.Span]
            : [.. Results.Span[..^1], (byte)',', .. rest.Results.Span[1..]];
        return new ChunkResult(elapsed, Form, results, failures);
    }

    public byte[] ToBytes(long call)
    {
        using MemoryStream stream = new(Results.Length + 64);
        using BinaryWriter writer = new(stream);
        writer.Write(call);
        writer.Write(Elapsed.Ticks);
        writer.Write((byte)Form);
        writer.Write(Failures.Count);
        foreach ((int place, ExceptionImage image) in Failures)
        {
            writer.Write(place);
            image.Write(writer);
        }

        writer.Write(Results.Length);
        writer.Write(Results.Span);
        writer.Flush();
        return stream.ToArray();
    }

    /// <summary>Gives a result for each item, with a default in the place of each failure.</summary>
    [RequiresUnreferencedCode(FunctionReference.Reflection)]
    [RequiresDynamicCode(FunctionReference.Reflection)]
    public T[] ToValues<T>()
    {
        T[] given = ItemCodec<T>.Decode(Form, Results.Span);
        if (Failures.Count == 0) return given;
        HashSet<int> failed = [.. Failures.Select(failure => failure.Place)];
        T[] values = new T[given.Length + failed.Count];
        int next = 0;
        for (int place = 0; place < values.Length; place++)
        {
            if (!failed.Contains(place)) values[place] = given[next++];
        }

        return values;
    }

    /// <summary>Reads it behind the number of its call.</summary>
    public static ChunkResult Read(MessageReader reader)
    {
        TimeSpan elapsed = new(reader.ReadInt64());
        ItemForm form = (ItemForm)reader.ReadByte();
        (int, ExceptionImage)[] failures = new (int, ExceptionImage)[reader.ReadInt32()];
        for (int index = 0; index < failures.Length; index++)
            failures[index] = (reader.ReadInt32(), ExceptionImage.Read(reader));
        return new ChunkResult(elapsed, form, reader.ReadBytes(reader.ReadInt32()), failures);
    }
}
