using System.Runtime.CompilerServices;

namespace Holdfast.Processes.Tests.Maps;

/// <summary>A map that is over leaves nothing behind in what lives longer.</summary>
public sealed class MapReleaseTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly CancellationTokenSource _source = new();
    private readonly ProcessContext _context;

    public MapReleaseTests() => _context = new ProcessContext(
        _folder.Store,
        new ProcessContextOptions { Process = new ProcessOptions { Backend = Backend.Thread }, Workers = 2 });

    [Fact]
    public void Map_Over_IsNotKeptByItsToken()
    {
        WeakReference map = RunOne();
        Assert.True(SpinWait.SpinUntil(() => IsGone(map), TimeSpan.FromSeconds(30)));
        GC.KeepAlive(_source);
    }

    public void Dispose()
    {
        _context.Dispose();
        _source.Dispose();
        _folder.Dispose();
    }

    private static bool IsGone(WeakReference reference)
    {
        GC.Collect();
        return !reference.IsAlive;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private WeakReference RunOne()
    {
        Told told = new();
        MapOptions options = new() { Token = _source.Token, Progress = told };
        Assert.Equal(100, _context.Map(MapFunctions.Square, Enumerable.Range(0, 100), options).Count());
        return new WeakReference(told);
    }

    private sealed class Told : IProgress<MapProgress>
    {
        public void Report(MapProgress value) => Assert.InRange(value.Done, 1, 100);
    }
}
