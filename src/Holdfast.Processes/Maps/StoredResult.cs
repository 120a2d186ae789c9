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
        T[] values = result.ToValues<T>();
        return Value.FromMembers(
        [
            new("values", Value.From(values)),
            new("failures", Value.FromItems(result.Failures.Select(failure => ToValue(failure.Place, failure.Image)))),
        ]);
    }

    public static IEnumerable<MapResult<T>> ToResults<T>(Value stored, long first)
    {
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

    private static Value ToValue(int place, ExceptionImage image) => Value.FromMembers(
        [new("place", place), .. MembersOf(image)]);

    private static IEnumerable<KeyValuePair<string, Value>> MembersOf(ExceptionImage image)
    {
        yield return new("type", image.Type);
        yield return new("message", image.Message);
        yield return new("stack", image.Stack);
        yield return new("code", (int)image.Code);
        if (image.Inner is { } inner) yield return new("inner", Value.FromMembers(MembersOf(inner)));
    }

    private static ExceptionImage ToImage(Value value) => new(
        (string)value["type"]!,
        (string)value["message"]!,
        (string)value["stack"]!,
        (ErrorCode)(int)value["code"],
        value.TryGet("inner", out Value inner) ? ToImage(inner) : null);
}
