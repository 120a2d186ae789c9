using System.Collections.Immutable;
using System.Text.Json;
using Holdfast.Replicas;

namespace Holdfast.Configuration;

/// <summary>Configurations in memory: an immutable map that each change replaces, if nobody was faster.</summary>
internal sealed class MemoryConfigSource(TimeProvider clock, int keptVersions) : ConfigSource
{
    private readonly Lock _lock = new();
    private readonly ConfigListeners _listeners = new();
    private readonly Queue<IReadOnlyList<ConfigStep>> _untold = [];
    private bool _isTelling;

    private volatile ImmutableSortedDictionary<string, MemoryConfig> _all =
        ImmutableSortedDictionary.Create<string, MemoryConfig>(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override JsonSerializerOptions? Json => null;

    /// <inheritdoc/>
    public override VersionedConfig? Find(string name) => _all.GetValueOrDefault(name)?.Current;

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, VersionedConfig> FindAll() =>
        new SortedDictionary<string, VersionedConfig>(
            _all.Values.Select(config => config.Current).OfType<VersionedConfig>().ToDictionary(config => config.Name),
            StringComparer.Ordinal);

    /// <inheritdoc/>
    public override bool IsOther(string name) => false;

    /// <inheritdoc/>
    public override VersionedConfig At(string name, long version) =>
        _all.TryGetValue(name, out MemoryConfig? config) ? config.At(name, version) : throw Missing(name);

    /// <inheritdoc/>
    public override IReadOnlyList<ConfigChange> GetHistory(string name, long from) =>
        _all.TryGetValue(name, out MemoryConfig? config) ? config.GetHistory(name, from) : throw Missing(name);

    /// <inheritdoc/>
    public override IReadOnlyList<VersionedConfig> Commit(ConfigDecision decide, ConfigChangeOptions options)
    {
        while (true)
        {
            ImmutableSortedDictionary<string, MemoryConfig> before = _all;
            IReadOnlyList<ConfigStep> steps = Decide(decide, new MemoryConfigAttempt(before, clock, options));
            if (!TryReplace(before, steps))
                continue;
            TellAll();
            return [.. steps.Select(step => step.New).OfType<VersionedConfig>()];
        }
    }

    /// <inheritdoc/>
    public override Task<IReadOnlyList<VersionedConfig>> CommitAsync(
        ConfigDecision decide, ConfigChangeOptions options, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        return Task.FromResult(Commit(decide, options));
    }

    /// <inheritdoc/>
    public override void AddListener(string? name, EventHandler<ConfigChangedEventArgs> listener) =>
        _listeners.Add(name, listener);

    /// <inheritdoc/>
    public override void RemoveListener(string? name, EventHandler<ConfigChangedEventArgs> listener) =>
        _listeners.Remove(name, listener);

    /// <summary>
    /// A change inside the function of another would be lost or never end; it is refused, as in a state.
    /// </summary>
    private static IReadOnlyList<ConfigStep> Decide(ConfigDecision decide, ConfigAttempt attempt)
    {
        AtomicScope scope = AtomicScope.Enter();
        try
        {
            return decide(attempt);
        }
        finally
        {
            scope.Exit();
        }
    }

    private bool TryReplace(ImmutableSortedDictionary<string, MemoryConfig> before, IReadOnlyList<ConfigStep> steps)
    {
        ImmutableSortedDictionary<string, MemoryConfig> after = steps.Aggregate(before, (all, step) =>
            all.SetItem(step.Name, MemoryConfig.After(all.GetValueOrDefault(step.Name), step, keptVersions)));
        lock (_lock)
        {
            if (!ReferenceEquals(before, _all))
                return false;
            _all = after;
            _untold.Enqueue(steps);
            return true;
        }
    }

    /// <summary>
    /// Tells in the order of the commits: whoever finds nobody telling tells all, also what a listener itself changes.
    /// </summary>
    private void TellAll()
    {
        while (TryTake(out IReadOnlyList<ConfigStep>? steps))
        {
            _listeners.Tell(Sender, steps);
            lock (_lock)
                _isTelling = false;
        }
    }

    private bool TryTake([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out IReadOnlyList<ConfigStep>? steps)
    {
        steps = null;
        lock (_lock)
        {
            if (_isTelling || !_untold.TryDequeue(out steps))
                return false;
            return _isTelling = true;
        }
    }
}
