using System.Collections;

namespace Holdfast.Processes;

/// <summary>The arguments of a map over a function of several parameters.</summary>
/// <remarks>
/// Shape.   Call i gets <c>Items[i], ItemArguments[i]…, Arguments…, NamedItemArguments[i]…, NamedArguments…</c>, each
///          part only if it is given; one that goes by item has to be. The shortest sequence ends the map.
/// Threads. Immutable, if its parts are.
/// Source.  zproc's map_iter, map_args, args, map_kwargs and kwargs.
/// </remarks>
public sealed record MapArguments
{
    /// <summary>The first argument of each call.</summary>
    public IEnumerable? Items { get; init; }

    /// <summary>Further arguments of each call, in order.</summary>
    public IEnumerable<IReadOnlyList<object?>>? ItemArguments { get; init; }

    /// <summary>Arguments of each call by name.</summary>
    public IEnumerable<IReadOnlyDictionary<string, object?>>? NamedItemArguments { get; init; }

    /// <summary>Arguments of all calls, in order.</summary>
    public IReadOnlyList<object?>? Arguments { get; init; }

    /// <summary>Arguments of all calls by name.</summary>
    public IReadOnlyDictionary<string, object?>? NamedArguments { get; init; }
}
