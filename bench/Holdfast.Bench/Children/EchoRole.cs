namespace Holdfast.Bench.Children;

/// <summary>Sleeps in a watch until another process commits, and answers with a commit.</summary>
internal sealed class EchoRole : IDisposable
{
    public static readonly StatePath Reply = StatePath.Parse("/reply");

    private readonly Store _store;
    private readonly State _state;
    private readonly Watch _watch;

    public EchoRole(string folder)
    {
        _store = Store.Open(folder);
        _state = _store.GetState("echo");
        _watch = _state.Watch(WatchRole.Bell);
    }

    /// <summary>Answers so many commits.</summary>
    public string Take(int count) => TakeAsync(count).GetAwaiter().GetResult();

    public void Dispose()
    {
        _watch.Dispose();
        _store.Dispose();
    }

    private async Task<string> TakeAsync(int count)
    {
        for (int index = 0; index < count; index++)
        {
            Commit commit = await _watch.NextAsync();
            _state.Set(Reply, commit.After.Get(WatchRole.Bell));
        }

        return "done";
    }
}
