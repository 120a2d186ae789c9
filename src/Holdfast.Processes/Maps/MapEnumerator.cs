using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Holdfast.Processes.Calls;

namespace Holdfast.Processes.Maps;

/// <summary>Gives the values of a map, and throws where an item failed; it can be moved on after that.</summary>
[RequiresUnreferencedCode(FunctionReference.Reflection)]
[RequiresDynamicCode(FunctionReference.Reflection)]
internal sealed class MapEnumerator<T>(MapCursor<T> cursor, CancellationToken token)
    : IEnumerator<T>, IAsyncEnumerator<T>
{
    public T Current => cursor.Current.Value!;

    object? IEnumerator.Current => Current;

    public bool MoveNext()
    {
        ValueTask<bool> moved = cursor.MoveNextAsync(token);
        return Check(moved.IsCompletedSuccessfully ? moved.Result : moved.AsTask().GetAwaiter().GetResult());
    }

    public async ValueTask<bool> MoveNextAsync() => Check(await cursor.MoveNextAsync(token).ConfigureAwait(false));

    public void Reset() => throw new NotSupportedException("The results of a map can be taken once.");

    public void Dispose() => cursor.Dispose();

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private bool Check(bool isThere) =>
        isThere && cursor.Current.Failure is { } failure ? throw failure : isThere;
}
