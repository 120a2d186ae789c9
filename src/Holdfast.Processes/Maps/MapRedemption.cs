using System.Diagnostics.CodeAnalysis;
using Holdfast.Processes.Calls;
using Holdfast.Processes.Wire;
using Holdfast.Processes.Workers;

namespace Holdfast.Processes.Maps;

/// <summary>Takes the results of a stored map, piece by piece.</summary>
/// <remarks>Threads. One at a time.</remarks>
[RequiresUnreferencedCode(FunctionReference.Reflection)]
[RequiresDynamicCode(FunctionReference.Reflection)]
internal sealed class MapRedemption<T>
{
    private readonly MapTask _task;
    private readonly StoredMap _map;
    private readonly Lazy<MapSettler<T>> _settler;
    private readonly bool _stopsAll;
    private int _chunk;
    private long _first;

    /// <summary>Begins it.</summary>
    /// <param name="store">Where the map is.</param>
    /// <param name="task">Its ticket.</param>
    /// <param name="crew">Gives the workers that compute what is missing.</param>
    /// <param name="pieces">What they compute now.</param>
    /// <exception cref="Errors.HoldfastOperationException">UnknownTask.</exception>
    public MapRedemption(Store store, MapTask task, Func<WorkerCrew> crew, RunningPieces pieces)
    {
        (_task, _map) = (task, StoredMap.Find(store, task.Id));
        MessageReader reader = new(_map.Function);
        FunctionReference function = FunctionReference.Read(reader);
        _stopsAll = _map.StopsAll;

        // By the one object of the method: a program that was built anew is told so when it has to compute.
        _settler = new Lazy<MapSettler<T>>(() => new MapSettler<T>(
            store, _map, FunctionReference.Of(function.Resolve()), crew, pieces, MapOptions.Default));
    }

    /// <summary>Whether there are no more.</summary>
    public bool IsOver { get; private set; }

    /// <summary>Gives the results of the next piece; none behind the last.</summary>
    public async ValueTask<IReadOnlyList<MapResult<T>>> TakeAsync(TimeSpan? timeout, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        IsOver |= _chunk >= _task.ChunkCount;
        if (IsOver) return [];
        Value stored = _map.TryGetResult(_map.State.Snapshot(), _chunk, out Value done)
            ? done
            : await _settler.Value.GetAsync(_chunk, timeout, token).ConfigureAwait(false);
        List<MapResult<T>> results = [.. StoredResult.ToResults<T>(stored, _first)];
        (_chunk, _first) = (_chunk + 1, _first + results.Count);
        return _stopsAll ? UntilFailure(results) : results;
    }

    /// <summary>Leaves out what comes behind the first failure, and the rest of the map.</summary>
    private List<MapResult<T>> UntilFailure(List<MapResult<T>> results)
    {
        int failure = results.FindIndex(result => result.Failure is not null);
        IsOver = failure >= 0;
        return IsOver ? results[..(failure + 1)] : results;
    }
}
