using Holdfast.Stores;

namespace Holdfast.Processes;

/// <summary>Says how a context treats its processes.</summary>
/// <remarks>
/// Shape.   A value out of its range is refused where it is given, with an exception of the
///          <see cref="ArgumentException"/> family.
/// Threads. Immutable.
/// </remarks>
public sealed record ProcessContextOptions
{
    /// <summary>The namespace of the state that functions get. Default: <c>default</c>.</summary>
    /// <exception cref="Errors.HoldfastArgumentException">InvalidName, ReservedName.</exception>
    public string Namespace
    {
        get;
        init
        {
            NamespaceName.Check(value);
            field = value;
        }
    } = "default";

    /// <summary>How processes are started, unless a call says otherwise.</summary>
    public ProcessOptions Process { get; init => field = OptionRules.Given(value, nameof(Process)); } = new();

    /// <summary>What happens to its processes when this program ends without having disposed of it.</summary>
    public ProcessEnding Ending { get; init; }

    /// <summary>How its store is opened; null: the defaults.</summary>
    public StoreOptions? Store { get; init; }

    /// <summary>
    /// How many child processes are started ahead and wait for what they are to run, so that the next start takes
    /// about as long as a message. Default: 0.
    /// </summary>
    /// <remarks>
    /// Units. 0 or more. Each is a process with the store open, some 30 MB, that runs no code of the program; another
    /// takes its place when it is used. They are of no use to a start with an environment or an output of its own, nor
    /// after the environment or the current folder of this program changed.
    /// </remarks>
    public int Spares
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            field = value;
        }
    }

    /// <summary>How many warm workers it has at most; null: one per processor.</summary>
    /// <remarks>Units. 1 or more.</remarks>
    public int? Workers
    {
        get;
        init
        {
            if (value is { } given) ArgumentOutOfRangeException.ThrowIfLessThan(given, 1, nameof(Workers));
            field = value;
        }
    }
}
