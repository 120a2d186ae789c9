using System.Text.Json;
using Holdfast.Commits;
using Holdfast.Errors;
using Holdfast.Replicas;
using Holdfast.Stores;

namespace Holdfast;

/// <summary>A namespace of a store, or a section of one: read, changed and watched by path.</summary>
/// <remarks>
/// Promises. You read your own writes; reads never run back; atomic functions are serializable; watches miss nothing.
/// Threads.  Any. Cost. Reads touch memory only; nothing is read from the store before the first use.
/// Source.   The verbs are those of zproc's State and of a dictionary; revisions and watches are etcd's.
/// </remarks>
public sealed partial class State : StateView
{
    private readonly StatePath _section;
    private readonly bool _isWhole;
    private readonly Writer _writer;
    private readonly Value? _initial;
    private Replica? _replica;

    internal State(Store store, string name, StatePath section, Writer writer, Value? initial)
    {
        (Store, Name, _section, _writer, _initial) = (store, name, section, writer, initial);
        _isWhole = section.IsRoot;
    }

    /// <summary>The store that it is in.</summary>
    public Store Store { get; }

    /// <summary>The namespace's name.</summary>
    public string Name { get; }

    /// <summary>The section of the namespace that it shows; the empty path is the whole.</summary>
    public StatePath Path => _section;

    /// <summary>Which writer this is: what <see cref="Commit.Writer"/> says of the commits that it makes.</summary>
    public string Writer => _writer.ToString();

    /// <summary>The newest revision of the namespace.</summary>
    public Revision Revision => new(Read().Revision);

    /// <summary>The oldest revision whose commit is kept.</summary>
    public Revision OldestRevision => new(Find()?.Log.OldestRevision ?? 1);

    private protected override JsonSerializerOptions? Json => Store.Options.Json;

    /// <summary>Gets or sets the value at a path; setting makes missing parents and is one commit.</summary>
    /// <exception cref="PathNotFoundException">PathNotFound: nothing is there to get.</exception>
    public Value this[StatePath path]
    {
        get => Get(path);
        set => Set(path, value);
    }

    /// <inheritdoc/>
    public override bool TryGet(StatePath path, out Value value)
    {
        // The cache takes only what its own replica has: the handle's may be another one by now.
        return _isWhole && _replica is { } replica && !Store.IsClosed && replica.TryGetCurrent(out Tip tip)
            ? replica.ReadCache.TryGet(tip, path, out value)
            : Read().Document.TryGet(_section, path, out value);
    }

    /// <summary>Gives the state as it is now, for several reads that fit together.</summary>
    public Snapshot Snapshot()
    {
        Tip tip = Read();
        return new Snapshot(tip.Document, tip.Revision, _section, Json);
    }

    /// <summary>Gives a part of this state as a state of its own, which cannot reach above itself.</summary>
    public State GetSection(StatePath path) => new(Store, Name, _section.Concat(path), _writer, _initial);

    /// <summary>Gives the whole namespace, whatever section of it this is; the same writer.</summary>
    internal State GetWhole() => _isWhole ? this : new State(Store, Name, default, _writer, _initial);

    /// <summary>Gives another state: what is not said is as here. It is a writer of its own.</summary>
    /// <param name="name">Its namespace.</param>
    /// <param name="address">Its store, opened with the options of this one and closed with it.</param>
    public State Fork(string? name = null, string? address = null)
    {
        Store store = address is null ? Store : Store.OpenChild(address);
        return store.GetState(name ?? Name, name is null ? _initial : null).GetSection(
            name is null ? _section : default);
    }

    /// <summary>
    /// Gives the members of an object as a dictionary whose every call is one atomic step; its keys are names, never
    /// pointers.
    /// </summary>
    /// <param name="path">The object; the empty path is the whole.</param>
    public StateMembers Members(StatePath path = default) => new(this, path);

    /// <summary>Reads the namespace from the store now instead of at the first use.</summary>
    public Task LoadAsync(CancellationToken token = default) => Task.Run(Read, token);

    /// <summary>
    /// Returns when this process has seen everything that was committed before the call, by whomever.
    /// </summary>
    public async Task SyncAsync(CancellationToken token = default)
    {
        if (Find()?.Log is Logs.OrderedLog ordered)
            await ordered.SyncTailAsync(token).ConfigureAwait(false);

        Read();
    }

    internal Tip Read() =>
        _replica is { } replica && !Store.IsClosed && replica.TryGetCurrent(out Tip tip) ? tip : ReadNews(out _);

    /// <summary>The replica, if the namespace exists.</summary>
    internal Replica? Find()
    {
        Store.ThrowIfClosed();
        return _replica is { IsRemoved: false } replica ? replica : _replica = Store.Core.Find(Name);
    }

    /// <summary>The replica of the namespace, which is made with its initial values when it does not exist.</summary>
    internal Replica Make()
    {
        Store.ThrowIfClosed();
        if (Store.HeldBack is { } held && !NamespaceName.IsReserved(Name))
            held.GetAwaiter().GetResult();

        if (_replica is { IsRemoved: false } replica) return replica;

        replica = Store.Core.Create(Name);
        if (_initial is { } initial && replica.Read().Revision == 0)
            CommitInitial(replica, initial);

        return _replica = replica;
    }

    /// <summary>Gives the newest tip, and whose it is; null: the namespace does not exist.</summary>
    /// <remarks>
    /// Who goes on with both takes both from here: the namespace may be removed and made anew at any time, and then a
    /// revision means something else.
    /// </remarks>
    private Tip ReadNews(out Replica? replica)
    {
        while (true)
        {
            replica = Find();
            try
            {
                return replica?.Read() ?? EmptyTip;
            }
            catch (HoldfastException) when (replica!.IsRemoved)
            {
                // Another process removed the namespace between the two: what is there now is looked for anew.
            }
        }
    }

    private static Tip EmptyTip { get; } = Tip.Start(default);

    /// <summary>Commits the initial values, unless somebody else was first.</summary>
    private void CommitInitial(Replica replica, Value initial)
    {
        Proposal proposal = Propose(
            [new Operation(OperationKind.Set, StatePath.Root, initial)],
            [new Read(StatePath.Root, ReadKind.Present)],
            0,
            CommitOptions.Default);
        Submission submission = ToSubmission(
            proposal, CommitOptions.Default, DeadlineOf(null), turn: null, Store.Closing);
        Outcome outcome = replica.Committer.Submit(submission);
        if (outcome.Rejection is { IsConflict: false } refused) throw Failures.Of(refused, default);
    }

    private Proposal Propose(
        Operation[] operations, Read[] reads, long baseRevision, CommitOptions options, Foresight? foresight = null) =>
        new()
        {
            BaseRevision = baseRevision,
            Reads = reads,
            Operations = operations,
            Foresight = foresight,
            Writer = _writer,
            Author = options.Author ?? Store.Options.Author,
            Reason = options.Reason,
            TimeMicroseconds = (Store.Options.TimeProvider.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / 10,
        };
}
