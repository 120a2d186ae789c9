using System.Text.Json;

namespace Holdfast.Collections;

/// <summary>Says how a <see cref="PersistentDictionary{TKey, TValue}"/> works.</summary>
/// <remarks>Threads. Immutable.</remarks>
public sealed record PersistentDictionaryOptions
{
    /// <summary>When it reads and writes. Default: at once.</summary>
    public DictionaryMode Mode { get; init; }

    /// <summary>How long a change of a file waits for another one, in whatever process, to end.</summary>
    /// <remarks>Units. Zero: it does not wait. Default: a minute. At a path, <see cref="Commit"/> says it.</remarks>
    public TimeSpan LockTimeout
    {
        get;
        init
        {
            if (value != Timeout.InfiniteTimeSpan) ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.Zero);
            field = value;
        }
    }
    = TimeSpan.FromMinutes(1);

    /// <summary>Who makes the commits at a path, why, and how they are made; null: as the store says.</summary>
    public CommitOptions? Commit { get; init; }

    /// <summary>How values become JSON and back, for a file; null: the defaults of System.Text.Json.</summary>
    public JsonSerializerOptions? Json { get; init; }
}
