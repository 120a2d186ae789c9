using System.Globalization;
using Holdfast.Errors;

namespace Holdfast.Processes.Maps;

/// <summary>A map whose items and results are in the store, in a namespace of Holdfast's own.</summary>
/// <remarks>
/// Shape.   <c>/maps/ID</c>: the function, who computes it (missing: whoever asks), whether its items are calls and
///          whether it ends with the first failure, <c>items/N</c> and <c>results/N</c> for each piece.
/// Threads. Any, of any process.
/// </remarks>
internal sealed class StoredMap
{
    private const string Namespace = "$maps";

    private static readonly StatePath Next = StatePath.Root / "next";
    private static readonly StatePath All = StatePath.Root / "maps";

    private readonly StatePath _path;

    private StoredMap(Store store, string id) =>
        (State, Id, _path) = (store.GetReserved(Namespace), id, All / id);

    public State State { get; }

    public string Id { get; }

    /// <summary>Stores a map that is about to be computed.</summary>
    /// <param name="store">Where.</param>
    /// <param name="function">Its function.</param>
    /// <param name="chunks">The items of each piece.</param>
    /// <param name="areCalls">Whether they are calls.</param>
    /// <param name="stopsAll">Whether it ends with the first failure.</param>
    public static StoredMap Make(
        Store store, byte[] function, IReadOnlyList<Value> chunks, bool areCalls, bool stopsAll)
    {
        State state = store.GetReserved(Namespace);
        StoreProcess maker = store.Self;
        string id = state.Atomic(transaction =>
        {
            long number = transaction.TryGet(Next, out Value last) ? (long)last + 1 : 1;
            transaction[Next] = number;
            string made = number.ToString(CultureInfo.InvariantCulture);
            transaction[All / made] = Value.FromMembers(
            [
                new("function", Convert.ToBase64String(function)),
                new("calls", areCalls),
                new("stops", stopsAll),
                new("process", maker.ProcessId),
                new("opened", maker.Opened.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)),
                new("items", Value.FromMembers(chunks.Select((items, index) =>
                    new KeyValuePair<string, Value>(NameOf(index), items)))),
                new("results", Value.EmptyObject),
            ]);
            return made;
        }).Value;
        return new StoredMap(store, id);
    }

    /// <exception cref="HoldfastOperationException">UnknownTask.</exception>
    public static StoredMap Find(Store store, string id)
    {
        StoredMap map = new(store, id);
        return map.State.Exists(map._path) ? map : throw map.Unknown();
    }

    public byte[] Function => Convert.FromBase64String((string)State.Get(_path / "function")!);

    /// <summary>Whether its items are calls, each with its arguments.</summary>
    public bool AreCalls => IsSaid("calls");

    /// <summary>Whether it ends with the first failure.</summary>
    public bool StopsAll => IsSaid("stops");

    /// <summary>Where the result of a piece is.</summary>
    public StatePath ResultOf(int chunk) => _path / "results" / NameOf(chunk);

    /// <summary>Gives the items of a piece, unless it has its result already.</summary>
    public bool TryGetItems(int chunk, out Value items) => State.TryGet(_path / "items" / NameOf(chunk), out items);

    /// <summary>Gives the result of a piece, if it has one.</summary>
    /// <exception cref="HoldfastOperationException">UnknownTask: the map was forgotten.</exception>
    public bool TryGetResult(Snapshot now, int chunk, out Value result) =>
        now.TryGet(ResultOf(chunk), out result) || (now.Exists(_path) ? false : throw Unknown());

    /// <summary>Says who computes it; null: nobody does any more.</summary>
    public StoreProcess? MakerAt(Snapshot now) => now.TryGet(_path / "process", out Value process)
        ? new StoreProcess(
            (int)process,
            DateTimeOffset.ParseExact(
                (string)now.Get(_path / "opened")!, "O", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal))
        : null;

    /// <summary>Says that its maker computes no more: whoever wants a piece does it.</summary>
    public void Abandon() => State.Atomic(transaction =>
    {
        if (!transaction.Exists(_path / "process")) return;
        transaction.Remove(_path / "process");
        transaction.Remove(_path / "opened");
    });

    /// <summary>Stores the result of a piece, unless somebody was faster; the items are needed no more.</summary>
    public void SetResult(int chunk, Value result) => State.Atomic(transaction =>
    {
        if (!transaction.Exists(_path) || transaction.Exists(ResultOf(chunk))) return;
        transaction[ResultOf(chunk)] = result;
        transaction.Remove(_path / "items" / NameOf(chunk));
    });

    public void Forget() => State.Remove(_path);

    public HoldfastOperationException Unknown() => new(
        ErrorCode.UnknownTask, $"No stored map has the id '{Id}'; it was forgotten, or is in another store.");

    private bool IsSaid(string name) => State.TryGet(_path / name, out Value said) && (bool)said;

    private static string NameOf(int chunk) => chunk.ToString(CultureInfo.InvariantCulture);
}
