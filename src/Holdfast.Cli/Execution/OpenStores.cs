using Holdfast.Errors;

namespace Holdfast.Cli.Execution;

/// <summary>The stores that a process has open: mostly one; a batch may name more, and opens each once.</summary>
internal sealed class OpenStores(Host host) : IDisposable
{
    private const string NoStore = "memory:";

    // Few of each, so a list is enough, and loads fewer types at each start than a dictionary.
    private readonly List<Store> _open = [];
    private readonly List<State> _states = [];

    /// <summary>Opens a store, and makes it when it does not exist.</summary>
    public Store Open(string address)
    {
        for (int index = 0; index < _open.Count; index++)
        {
            if (_open[index].Address == address) return _open[index];
        }

        Store store = Store.Open(address, new StoreOptions { TimeProvider = host.Clock });
        _open.Add(store);
        return store;
    }

    /// <summary>Opens a store to look at it: a folder that does not exist reads as empty and is not made.</summary>
    public Store OpenForReading(string address) => Open(Exists(address) ? address : NoStore);

    /// <summary>Opens a store that has to exist.</summary>
    /// <exception cref="HoldfastException">NotAStore: nothing is there.</exception>
    public Store OpenExisting(string address) => Exists(address)
        ? Open(address)
        : throw new HoldfastException(
            ErrorCode.NotAStore, $"Nothing is at '{address}'; name a store with --store or ${Settings.StoreVariable}")
        {
            File = address,
        };

    /// <summary>Gives a namespace's state; the same one each time, so that a batch opens each once.</summary>
    public State GetState(Store store, string name)
    {
        for (int index = 0; index < _states.Count; index++)
        {
            if (_states[index].Store == store && _states[index].Name == name) return _states[index];
        }

        State state = store.GetState(name);
        _states.Add(state);
        return state;
    }

    /// <summary>Whether there is something at an address, be it a store or not.</summary>
    public static bool Exists(string address) => Place.HasScheme(address) || Place.Exists(address);

    public void Dispose()
    {
        foreach (Store store in _open) store.Dispose();
        _open.Clear();
    }
}
