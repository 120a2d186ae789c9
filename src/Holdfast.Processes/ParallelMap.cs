using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Holdfast.Processes.Calls;
using Holdfast.Processes.Maps;

namespace Holdfast.Processes;

/// <summary>The results of a map, in the order of its items; it has begun, and goes on while they are taken.</summary>
/// <remarks>
/// Shape.   Can be taken once, in one of three ways: with <c>foreach</c>, by <see cref="ReadAllAsync"/>, or as
///          <see cref="Results"/>. Where an item failed, the enumerator of the values throws, and can be moved on.
/// Threads. One at a time. Disposing of it, or of its enumerator, ends the map.
/// Cost.    Enough pieces are computed ahead that workers are never idle; an endless map waits when nobody takes its
///          results.
/// </remarks>
[RequiresUnreferencedCode(FunctionReference.Reflection)]
[RequiresDynamicCode(FunctionReference.Reflection)]
public sealed class ParallelMap<T> : IEnumerable<T>, IDisposable
{
    private readonly MapFeeder _feeder;
    private readonly MapOptions _options;
    private int _isTaken;

    internal ParallelMap(MapFeeder feeder, MapOptions options) => (_feeder, _options) = (feeder, options);

    /// <summary>The results, with failures in their places instead of exceptions.</summary>
    /// <remarks>Shape. With <see cref="MapErrors.StopAll"/> the first failure is the last of them.</remarks>
    /// <exception cref="Exception">
    /// What the items threw when they were enumerated, at that place.
    /// </exception>
    /// <exception cref="OperationCanceledException">The token was cancelled, or the map disposed of.</exception>
    public IEnumerable<MapResult<T>> Results
    {
        get
        {
            using MapCursor<T> cursor = Open();
            while (cursor.MoveNextAsync(_options.Token).AsTask().GetAwaiter().GetResult()) yield return cursor.Current;
        }
    }

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => new MapEnumerator<T>(Open(), _options.Token);

    /// <summary>Gives the values as they come, without a thread that waits for them.</summary>
    public IAsyncEnumerable<T> ReadAllAsync() => new AsyncMap<T>(Open);

    /// <summary>Ends the map.</summary>
    public void Dispose() => _feeder.End();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private MapCursor<T> Open() => Interlocked.Exchange(ref _isTaken, 1) == 0
        ? new MapCursor<T>(_feeder, _options)
        : throw new InvalidOperationException("The results of a map can be taken once; keep them in a list.");
}
