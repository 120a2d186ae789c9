using System.Collections.Concurrent;
using System.Text.Json;
using Holdfast.Replicas;
using Holdfast.Timing;

namespace Holdfast.Configuration;

/// <summary>Configurations at a path of a state: a change is a commit, and the log is their history.</summary>
internal sealed class StateConfigSource : ConfigSource
{
    private readonly State _state;

    // Changes go by full paths, each made once, instead of being joined with the section at every step.
    private readonly State _whole;
    private readonly ConcurrentDictionary<string, StoredConfig> _configs = new(StringComparer.Ordinal);
    private readonly ConfigWatch _watch;
    private readonly VersionIndex _index;
    private readonly AheadNotes _notes;
    private volatile Replica? _kept;

    /// <summary>Makes it; nothing is read or made yet.</summary>
    /// <param name="state">The section whose members are the configurations.</param>
    public StateConfigSource(State state) =>
        (_state, _whole, _watch, _index, _notes) =
            (state, state.GetWhole(), new ConfigWatch(state, this), new VersionIndex(state), new AheadNotes(state));

    /// <inheritdoc/>
    public override JsonSerializerOptions? Json => _state.Store.Options.Json;

    /// <summary>Where the configurations are, from the root of the namespace.</summary>
    public StatePath Path => _state.Path;

    public StoredConfig Get(string name) => _configs.GetOrAdd(
        name, static (key, source) => new(source._state, source._index, source._notes, key), this);

    /// <inheritdoc/>
    public override VersionedConfig? Find(string name) => Get(name).Find();

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, VersionedConfig> FindAll()
    {
        Tip tip = _state.Read();
        SortedDictionary<string, VersionedConfig> all = new(StringComparer.Ordinal);
        if (!tip.Document.TryGet(_state.Path, out Value stored))
            return all;
        foreach (KeyValuePair<string, Value> member in stored.Members)
        {
            if (Get(member.Key).Find(tip) is { } config)
                all.Add(member.Key, config);
        }

        return all;
    }

    /// <inheritdoc/>
    public override bool IsOther(string name) => Get(name).IsOther(_state);

    /// <inheritdoc/>
    public override VersionedConfig At(string name, long version)
    {
        ThrowIfOther(name);
        return Get(name).At(version);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<ConfigChange> GetHistory(string name, long from)
    {
        ThrowIfOther(name);
        return Get(name).GetHistory(from);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<VersionedConfig> Commit(ConfigDecision decide, ConfigChangeOptions options)
    {
        Deadline deadline = DeadlineOf(options);
        while (true)
        {
            Committed<Ran> ran = _whole.Atomic(
                transaction => Run(transaction, decide, options), ToCommitOptions(options, deadline));
            if (ran.Value.Unnoted is not { } name) return ToCommitted(ran);
            _notes.Keep(name, ran.Value.Ahead, ToCommitOptions(options, deadline));
        }
    }

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<VersionedConfig>> CommitAsync(
        ConfigDecision decide, ConfigChangeOptions options, CancellationToken token)
    {
        Deadline deadline = DeadlineOf(options);
        while (true)
        {
            Committed<Ran> ran = await _whole.AtomicAsync(
                transaction => Task.FromResult(Run(transaction, decide, options)),
                ToCommitOptions(options, deadline),
                token).ConfigureAwait(false);
            if (ran.Value.Unnoted is not { } name) return ToCommitted(ran);
            await _notes.KeepAsync(name, ran.Value.Ahead, ToCommitOptions(options, deadline), token)
                .ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public override void AddListener(string? name, EventHandler<ConfigChangedEventArgs> listener) =>
        _watch.Add(name, listener);

    /// <inheritdoc/>
    public override void RemoveListener(string? name, EventHandler<ConfigChangedEventArgs> listener) =>
        _watch.Remove(name, listener);

    /// <summary>Who makes a change, by the store's options where the change says nothing.</summary>
    public ConfigOrigin MakeOrigin(ConfigChangeOptions options) => ConfigOrigin.Here(
        options.Author is null ? options with { Author = _state.Store.Options.Author } : options,
        _state.Store.Options.TimeProvider);

    private Deadline DeadlineOf(ConfigChangeOptions options) =>
        Deadline.After(options.Timeout ?? _state.Store.Options.Timeout);

    /// <summary>
    /// Both commits of one change share its time, and its durability: the number of one rests on the other.
    /// </summary>
    private static CommitOptions ToCommitOptions(ConfigChangeOptions options, Deadline deadline) =>
        options.ToCommitOptions() with { Timeout = deadline.Rest };

    private void ThrowIfOther(string name)
    {
        if (IsOther(name))
            throw ConfigFailures.NotAConfiguration(name);
    }

    private Ran Run(Transaction transaction, ConfigDecision decide, ConfigChangeOptions options)
    {
        StateConfigAttempt attempt = new(this, transaction, options);
        IReadOnlyList<ConfigStep> steps = decide(attempt);
        foreach (ConfigStep step in steps)
        {
            if (attempt.FindUnnoted(step) is var ahead and > 0) return new Ran([], step.Name, ahead);
        }

        if (steps.Count > 0)
            KeepHistory();
        foreach (ConfigStep step in steps)
            attempt.Write(step);
        return new Ran(steps, Unnoted: null, Ahead: 0);
    }

    /// <summary>
    /// History, audit and rollback are the log's, so it is kept whole, unless somebody said otherwise: before the first
    /// commit, which a trim could otherwise take.
    /// </summary>
    private void KeepHistory()
    {
        if (_kept is { } kept && ReferenceEquals(kept, _state.Find()))
            return;
        _state.Store.TrySetRetention(_state.Name, Retention.Everything);
        _kept = _state.Find();
    }

    private IReadOnlyList<VersionedConfig> ToCommitted(Committed<Ran> committed) =>
    [
        .. committed.Value.Steps.Where(step => step.New is not null)
            .Select(step => Get(step.Name).ToCommitted(step.New!, committed.Revision)),
    ];

    /// <summary>What a run of a change did.</summary>
    /// <param name="Steps">The steps that it wrote.</param>
    /// <param name="Unnoted">
    /// Whose number runs ahead, by how much is to be noted before it is written; null: nobody's, all was written.
    /// </param>
    /// <param name="Ahead">By how much.</param>
    private sealed record Ran(IReadOnlyList<ConfigStep> Steps, string? Unnoted, long Ahead);
}
