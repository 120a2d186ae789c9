using System.Collections.Concurrent;
using System.Threading.Channels;
using Holdfast.Collections;
using Holdfast.Errors;
using Holdfast.Reporting;

namespace Holdfast.Tests.Collections;

public abstract partial class PersistentDictionaryContract
{
    private static readonly PersistentDictionaryOptions Explicit = new() { Mode = DictionaryMode.Explicit };

    [Fact]
    public void Explicit_Changes_AreKeptWhenStored()
    {
        PersistentDictionary<string, int> kept = Open<string, int>();
        kept.Update(("a", 1), ("b", 2), ("c", 3));
        PersistentDictionary<string, int> state = Open<string, int>(options: Explicit);
        Assert.Equal(3, state.Count);
        state["a"] = 10;
        state.Pop("b");
        state.SetDefault("d", 4);
        Assert.True(state.HasUnsavedChanges);
        Assert.Equal("""{"a":1,"b":2,"c":3}""", kept.ToString());
        state.Store();
        Assert.False(state.HasUnsavedChanges);
        Assert.Equal("""{"a":10,"c":3,"d":4}""", kept.ToString());
    }

    [Fact]
    public void Explicit_Store_LeavesWhatOthersChanged()
    {
        PersistentDictionary<string, int> kept = Open<string, int>();
        kept.Update(("a", 1), ("b", 2));
        PersistentDictionary<string, int> state = Open<string, int>(options: Explicit);
        state.Clear();
        state["c"] = 3;
        kept["d"] = 4;
        state.Store();
        Assert.True(kept.ContentEquals(new Dictionary<string, int> { ["c"] = 3, ["d"] = 4 }));
    }

    [Fact]
    public void Explicit_Load_BringsInWhatIsKeptAndKeepsWhatIsUnsaved()
    {
        PersistentDictionary<string, int> kept = Open<string, int>();
        kept.Update(("a", 1), ("b", 2), ("c", 3));
        PersistentDictionary<string, int> state = Open<string, int>(options: Explicit);
        state["a"] = 10;
        state.Remove("b");
        kept.Update(("a", 5), ("b", 6), ("e", 7));
        kept.Remove("c");
        state.Load();
        Assert.True(state.ContentEquals(new Dictionary<string, int> { ["a"] = 10, ["e"] = 7 }));
        Assert.True(state.HasUnsavedChanges);
        state.Discard();
        Assert.True(state.ContentEquals(kept));
        Assert.False(state.HasUnsavedChanges);
    }

    [Fact]
    public async Task Explicit_Async_IsTheSame()
    {
        PersistentDictionary<string, int> kept = Open<string, int>();
        PersistentDictionary<string, int> state = Open<string, int>(options: Explicit);
        state["a"] = 1;
        await state.StoreAsync(Token);
        Assert.Equal(1, kept["a"]);
        kept["a"] = 2;
        await state.LoadAsync(Token);
        Assert.Equal(2, state["a"]);
    }

    [Fact]
    public void Immediate_LoadAndStore_DoNothing()
    {
        PersistentDictionary<string, int> state = Open<string, int>();
        state["a"] = 1;
        state.Load();
        state.Store();
        state.Discard();
        Assert.False(state.HasUnsavedChanges);
        Assert.Equal(1, state["a"]);
    }

    [Fact]
    public async Task Changed_ChangesOfAnother_AreToldWithTheirKeys()
    {
        PersistentDictionary<string, int> other = Open<string, int>();
        other.Update(("kept", 1), ("changed", 1), ("removed", 1));
        using PersistentDictionary<string, int> state = Open<string, int>();
        Channel<string> seen = Channel.CreateUnbounded<string>();
        state.Changed += (sender, change) =>
        {
            Assert.Same(state, sender);
            foreach (string key in change.Keys) seen.Writer.TryWrite(key);
        };
        other.Update(("changed", 2), ("added", 2));
        Assert.Equal(["added", "changed"], await ReadAsync(seen, 2));
        other.Remove("removed");
        Assert.Equal(["removed"], await ReadAsync(seen, 1));
        state["own"] = 1;
        Assert.Equal(["own"], await ReadAsync(seen, 1));
        other.Clear();
        Assert.Equal(["added", "changed", "kept", "own"], await ReadAsync(seen, 4));
    }

    [Fact]
    public async Task Changed_HandlerThatThrows_IsReportedAndTheOthersAreCalled()
    {
        using PersistentDictionary<string, int> state = Open<string, int>();
        Channel<string> seen = Channel.CreateUnbounded<string>();
        ConcurrentQueue<Exception> failures = new();
        EventHandler<CallbackFailedEventArgs> collect = (sender, report) =>
        {
            if (ReferenceEquals(sender, state)) failures.Enqueue(report.Failure);
        };
        CallbackFailures.Failed += collect;
        state.Changed += (_, _) => throw new InvalidDataException("bad");
        state.Changed += (_, change) => seen.Writer.TryWrite(change.Keys[0]);
        state["a"] = 1;
        Assert.Equal(["a"], await ReadAsync(seen, 1));
        CallbackFailures.Failed -= collect;
        Assert.Equal("bad", Assert.Single(failures).Message);
    }

    /// <summary>
    /// Somebody wrote a name that is no key: it hid all that changed with it, and in a file all that changed after it.
    /// </summary>
    [Fact]
    public async Task Changed_NameThatIsNoKey_IsReportedOnceAndTheOthersAreTold()
    {
        PersistentDictionary<string, int> other = Open<string, int>();
        using PersistentDictionary<int, int> state = Open<int, int>();
        Channel<string> seen = Channel.CreateUnbounded<string>();
        ConcurrentQueue<Exception> failures = new();
        EventHandler<CallbackFailedEventArgs> collect = (sender, report) =>
        {
            if (ReferenceEquals(sender, state)) failures.Enqueue(report.Failure);
        };
        CallbackFailures.Failed += collect;
        state.Changed += (_, change) => seen.Writer.TryWrite(string.Join(',', change.Keys));
        other.Update(("_comment", 1), ("1", 1));
        Assert.Equal(["1"], await ReadAsync(seen, 1));
        other["2"] = 2;
        Assert.Equal(["2"], await ReadAsync(seen, 1));
        other.Update(("_comment", 2), ("3", 3));
        Assert.Equal(["3"], await ReadAsync(seen, 1));
        CallbackFailures.Failed -= collect;
        Assert.Equal(ErrorCode.NotADictionary, Assert.IsType<HoldfastOperationException>(Assert.Single(failures)).Code);
    }

    [Fact]
    public async Task Changed_HandlerRemoved_IsNotCalled()
    {
        using PersistentDictionary<string, int> state = Open<string, int>();
        Channel<string> seen = Channel.CreateUnbounded<string>();
        EventHandler<DictionaryChangedEventArgs<string>> removed = (_, _) => seen.Writer.TryWrite("removed");
        state.Changed += removed;
        state.Changed -= removed;
        state.Changed += (_, change) => seen.Writer.TryWrite(change.Keys[0]);
        state["a"] = 1;
        Assert.Equal(["a"], await ReadAsync(seen, 1));
        Assert.False(seen.Reader.TryRead(out _));
    }

    protected static async Task<string[]> ReadAsync(Channel<string> channel, int count)
    {
        string[] items = new string[count];
        for (int i = 0; i < count; i++)
            items[i] = await channel.Reader.ReadAsync(Token).AsTask().WaitAsync(TimeSpan.FromSeconds(20), Token);
        Array.Sort(items, StringComparer.Ordinal);
        return items;
    }
}
