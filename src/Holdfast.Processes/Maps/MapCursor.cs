using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using Holdfast.Processes.Calls;

namespace Holdfast.Processes.Maps;

/// <summary>Takes the results of a map one by one.</summary>
[RequiresUnreferencedCode(FunctionReference.Reflection)]
[RequiresDynamicCode(FunctionReference.Reflection)]
internal sealed class MapCursor<T>(MapFeeder feeder, MapOptions options) : IDisposable
{
    private readonly Dictionary<int, ExceptionImage> _failures = [];
    private T[] _values = [];
    private int _place = -1;
    private long _first;
    private bool _isOver;

    public MapResult<T> Current { get; private set; }

    /// <summary>Goes on to the next result; false behind the last.</summary>
    public ValueTask<bool> MoveNextAsync(CancellationToken token)
    {
        if (_isOver) return new ValueTask<bool>(false);
        if (++_place >= _values.Length) return TakeChunkAsync(token);
        Show();
        return new ValueTask<bool>(true);
    }

    public void Dispose() => feeder.End();

    private async ValueTask<bool> TakeChunkAsync(CancellationToken token)
    {
        try
        {
            if (!await feeder.Chunks.WaitToReadAsync(token).ConfigureAwait(false))
            {
                // What the program writes now must not meet the bar.
                feeder.End();
                return false;
            }

            feeder.Chunks.TryRead(out MapChunk? chunk);
            Begin(chunk!, await chunk!.Result.WaitAsync(token).ConfigureAwait(false));
        }
        catch (ChannelClosedException closed) when (closed.InnerException is { } fault)
        {
            throw fault;
        }

        Show();
        return true;
    }

    private void Begin(MapChunk chunk, ChunkResult result)
    {
        _values = result.ToValues<T>();
        (_place, _first) = (0, chunk.First);
        _failures.Clear();
        foreach ((int place, ExceptionImage image) in result.Failures) _failures.Add(place, image);
    }

    private void Show()
    {
        long index = _first + _place;
        if (_failures.Count == 0 || !_failures.TryGetValue(_place, out ExceptionImage? image))
        {
            Current = new MapResult<T>(index, _values[_place], null);
            return;
        }

        Current = new MapResult<T>(index, default, new MapItemException(index, image.Rebuild()));
        if (options.Errors != MapErrors.StopAll) return;
        _isOver = true;
        feeder.End();
    }
}
