using System.Diagnostics.CodeAnalysis;
using Holdfast.Errors;
using Holdfast.Processes.Calls;

namespace Holdfast.Processes.Maps;

/// <summary>The stored form of what became of a piece.</summary>
[RequiresUnreferencedCode(FunctionReference.Reflection)]
[RequiresDynamicCode(FunctionReference.Reflection)]
internal static class StoredResult
{
    public static Value ToValue<T>(ChunkResult result)
    {
        List<(int Place, ExceptionImage Image)> failures = [.. result.Failures];
        T[] all = result.ToValues<T>();
        if (failures.Count == all.Length && failures is [(_, var image), _, ..]
            && failures.TrueForAll(failure => ReferenceEquals(failure.Image, image)))
        {
            return OfFailure(all.Length, image);
        }

        Value values = ToValue(all, failures);
        return Value.FromMembers(
        [
            new("values", values),
            new("failures", Value.FromItems(failures.Select(failure => ToValue(failure.Place, failure.Image)))),
        ]);
    }

    /// <summary>Gives the form of a piece that failed as a whole: all of its items have.</summary>
    public static Value OfFailure(int count, ExceptionImage image) =>
        Value.FromMembers([new("count", count), new("failure", Value.FromMembers(MembersOf(image)))]);

    public static IEnumerable<MapResult<T>> ToResults<T>(Value stored, long first)
    {
        if (stored.TryGet("failure", out Value failed))
        {
            ExceptionImage image = ToImage(failed);
            for (int left = (int)stored["count"]; left > 0; left--, first++)
                yield return new MapResult<T>(first, default, new MapItemException(first, image.Rebuild()));
            yield break;
        }

        T[] values = stored["values"].As<T[]>();
        Dictionary<int, ExceptionImage> failures = stored["failures"].Items
            .ToDictionary(failure => (int)failure["place"], failure => ToImage(failure));
        for (int place = 0; place < values.Length; place++)
        {
            yield return failures.TryGetValue(place, out ExceptionImage? image)
                ? new MapResult<T>(first + place, default, new MapItemException(first + place, image.Rebuild()))
                : new MapResult<T>(first + place, values[place], null);
        }
    }

    /// <summary>Says how many items a piece has.</summary>
    public static int CountOf(Value stored) =>
        stored.TryGet("failure", out _) ? (int)stored["count"] : stored["values"].Count;

    /// <summary>Says how many items of a piece failed.</summary>
    public static int FailuresIn(Value stored) =>
        stored.TryGet("failure", out _) ? (int)stored["count"] : stored["failures"].Count;

    private static Value ToValue<T>(T[] values, List<(int, ExceptionImage)> failures)
    {
        try
        {
            return Value.From(values);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            // Some result cannot be stored, as NaN, which came here as memory has it: the failure of its item alone.
            for (int place = 0; place < values.Length; place++)
            {
                if (RefusalOf(values[place]) is not { } refused) continue;
                failures.Add((place, ExceptionImage.Of(refused)));
                values[place] = default!;
            }

            return Value.From(values);
        }
    }

    private static HoldfastOperationException? RefusalOf<T>(T value)
    {
        try
        {
            _ = Value.From(value);
            return null;
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            return new HoldfastOperationException(
                ErrorCode.ResultNotPortable, $"A {typeof(T).Name} cannot be stored: {fault.Message}", fault);
        }
    }

    private static Value ToValue(int place, ExceptionImage image) => Value.FromMembers(
        [new("place", place), .. MembersOf(image)]);

    private static IEnumerable<KeyValuePair<string, Value>> MembersOf(ExceptionImage image)
    {
        yield return new("type", image.Type);
        yield return new("message", image.Message);
        yield return new("stack", image.Stack);
        yield return new("code", (int)image.Code);
        yield return new(
            "causes", Value.FromItems(image.Causes.Select(cause => Value.FromMembers(MembersOf(cause)))));
    }

    private static ExceptionImage ToImage(Value value) => new(
        (string)value["type"]!,
        (string)value["message"]!,
        (string)value["stack"]!,
        (ErrorCode)(int)value["code"],
        [.. value["causes"].Items.Select(ToImage)]);
}
