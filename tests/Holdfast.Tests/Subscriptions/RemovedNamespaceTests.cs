using System.Threading.Channels;
using Holdfast.Collections;
using Holdfast.Configuration;
using Holdfast.Immutable;
using Holdfast.Machines;
using Holdfast.Subscriptions;

namespace Holdfast.Tests.Subscriptions;

/// <summary>
/// A namespace was removed, by this process or another: all who observed something in it were deaf for good, also those
/// who came later, while the same handles wrote on and the namespace began anew.
/// </summary>
public abstract class RemovedNamespaceTests : IDisposable
{
    private readonly Channel<string> _told = Channel.CreateUnbounded<string>();
    private readonly Store _store;
    private readonly State _state;

    protected RemovedNamespaceTests(string address)
    {
        _store = Store.Open(address);
        _state = _store.GetState("s");
    }

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _store.Dispose();
        CleanUp();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Cell_Removed_TellsTheInitialValueAndGoesOn()
    {
        StateCell<int> cell = _state.GetCell("/cell", 0);
        using IDisposable first = cell.AddObserver((old, next) => Tell($"{old}-{next}"));
        for (int value = 1; value <= 20; value++) cell.Replace(value);
        for (int value = 1; value <= 20; value++) await ToldIsAsync($"{value - 1}-{value}");
        for (int round = 0; round < 3; round++)
        {
            Remove();
            await ToldIsAsync("20-0");
            Assert.Empty(_store.Namespaces);
            using IDisposable later = cell.AddObserver((old, next) => Tell($"later {old}-{next}"));
            Assert.Empty(_store.Namespaces);
            cell.Replace(20);
            await ToldIsAsync("0-20");
            await ToldIsAsync("later 0-20");
        }
    }

    [Fact]
    public async Task Cell_RemovedAndMadeAnewAtOnce_TellsEachWhatIsNewToIt()
    {
        StateCell<int> cell = _state.GetCell("/cell", 0);
        using IDisposable first = cell.AddObserver((_, next) => Tell($"first {next}"));
        for (int value = 1; value <= 20; value++) cell.Replace(value);
        for (int value = 1; value <= 20; value++) await ToldIsAsync($"first {value}");
        Remove();
        cell.Replace(7);
        using IDisposable later = cell.AddObserver((_, next) => Tell($"later {next}"));
        cell.Replace(8);
        List<string> told = [];
        while (told is not [.., "first 8", "later 8"]) told.Add(await NextAsync());
        Assert.DoesNotContain("later 7", told);
        Assert.DoesNotContain("later 0", told);
    }

    [Fact]
    public async Task Machine_Removed_TellsTheTransitionsOfTheNext()
    {
        Machine<string, string> machine = MakeMachine();
        using IDisposable first = machine.Observe((_, transition) => Tell($"{transition.From}-{transition.To}"));
        machine.Fire("B");
        await ToldIsAsync("A-B");
        Remove();
        Task came = machine.WaitForAsync("C", TimeSpan.FromSeconds(30), Token);
        MakeMachine();
        machine.Fire("B");
        machine.Fire("C");
        List<string> told = [];
        while (told is not [.., "B-C"]) told.Add(await NextAsync());
        await came;
    }

    [Fact]
    public async Task Configuration_Removed_TellsTheChangesOfTheNext()
    {
        ConfigManager manager = _state.GetConfigurations();
        Config config = manager.Register("web", Value.Parse("""{"a":1}"""));
        config.Changed += (_, change) => Tell(change.New.Values.ToString());
        config.Set("a", 2);
        await ToldIsAsync("""{"a":2}""");
        Remove();
        manager.Register("web", Value.Parse("""{"a":1}"""));
        config.Set("a", 3);
        while (await NextAsync() != """{"a":3}""")
        {
            // When it is late, it tells of the registration too, as a change of what was there before.
        }
    }

    [Fact]
    public async Task Dictionary_Removed_TellsTheChangesOfTheNext()
    {
        using PersistentDictionary<string, int> dictionary = _state.GetDictionary<string, int>("/d");
        dictionary.Changed += (_, change) => Tell(string.Join(',', change.Keys));
        dictionary["a"] = 1;
        await ToldIsAsync("a");
        Remove();
        await ToldIsAsync("a");
        dictionary["b"] = 1;
        await ToldIsAsync("b");
    }

    [Fact]
    public async Task Subscription_NoNamespace_DoesNotMakeItAndMissesNothing()
    {
        await using Subscription subscription = new Subscription(
            _state, "/a", "a test's function", commit => Tell(commit.After["/a"].ToString()), _ => Tell("jumped"))
            .Start();
        Assert.Equal(0, subscription.Began.Revision.Number);
        Assert.Empty(_store.Namespaces);
        _state["/a"] = 1;
        _state["/a"] = 2;
        await ToldIsAsync("1");
        await ToldIsAsync("2");
        Assert.Equal(2, _state.Revision.Number);
    }

    [Fact]
    public async Task Subscription_StoreClosedWithoutNamespace_EndsQuietly()
    {
        Subscription subscription = new Subscription(
            _state, "/a", "a test's function", _ => { }, _ => { }, _ => Tell("lost")).Start();
        _store.Dispose();
        await ToldIsAsync("lost");
        await subscription.DisposeAsync();
    }

    protected void Tell(string what) => _told.Writer.TryWrite(what);

    protected async Task ToldIsAsync(string expected) => Assert.Equal(expected, await NextAsync());

    protected State State => _state;

    protected virtual void Remove() => Assert.True(_store.Remove("s"));

    protected virtual void CleanUp()
    {
    }

    private async Task<string> NextAsync() =>
        await _told.Reader.ReadAsync(Token).AsTask().WaitAsync(TimeSpan.FromSeconds(30), Token);

    private Machine<string, string> MakeMachine() => _state.GetMachine(
        "/m",
        MachineDefinition.FromTransitions(
            "A", new Dictionary<string, string[]> { ["A"] = ["B"], ["B"] = ["C"], ["C"] = [] }));
}
