namespace Holdfast.Configuration;

/// <summary>
/// Says how configurations are kept in memory. At a path the store's options and its retention decide.
/// </summary>
/// <remarks>Threads. Immutable.</remarks>
public sealed record ConfigManagerOptions
{
    /// <summary>How many versions of each configuration are kept; older ones are let go. Default: all.</summary>
    /// <remarks>Units. 1 or more.</remarks>
    public int KeptVersions
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    }
    = int.MaxValue;

    /// <summary>The clock for the times of versions.</summary>
    public TimeProvider TimeProvider
    {
        get;
        init => field = Stores.OptionRules.Given(value, nameof(TimeProvider));
    }
    = TimeProvider.System;
}
