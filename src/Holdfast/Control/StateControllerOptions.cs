using Holdfast.Stores;

namespace Holdfast.Control;

/// <summary>Says how control messages are answered.</summary>
/// <remarks>Threads. Immutable.</remarks>
public sealed record StateControllerOptions
{
    /// <summary>
    /// A folder in which each message, its reply and the state after it are kept as numbered files of JSON; null or
    /// empty: nothing is kept. It is made when it does not exist.
    /// </summary>
    public string? DebugFolder { get; init; }

    /// <summary>How changes are committed; null: as the store says.</summary>
    public CommitOptions? Commit { get; init; }

    /// <summary>Where <c>valueReplace</c> takes variables from. Default: the environment of the process.</summary>
    public Func<string, string?> ReadVariable
    {
        get;
        init => field = OptionRules.Given(value, nameof(ReadVariable));
    }
    = Environment.GetEnvironmentVariable;

    /// <summary>
    /// Called in the transaction of each message before it is done; what it throws undoes the whole. Null: nothing.
    /// </summary>
    public Action<Transaction>? Before { get; init; }

    /// <summary>Called there after it was done; what it throws undoes the whole. Null: nothing.</summary>
    public Action<Transaction>? After { get; init; }
}
