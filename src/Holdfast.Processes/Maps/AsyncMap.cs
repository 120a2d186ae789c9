using System.Diagnostics.CodeAnalysis;
using Holdfast.Processes.Calls;

namespace Holdfast.Processes.Maps;

/// <summary>The values of a map for <c>await foreach</c>.</summary>
/// <remarks>A type of its own: a class that is both kinds of sequence makes each LINQ call ambiguous.</remarks>
[RequiresUnreferencedCode(FunctionReference.Reflection)]
[RequiresDynamicCode(FunctionReference.Reflection)]
internal sealed class AsyncMap<T>(Func<MapCursor<T>> open) : IAsyncEnumerable<T>
{
    public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
        new MapEnumerator<T>(open(), cancellationToken);
}
