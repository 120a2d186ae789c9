namespace Holdfast.Machines.Definitions;

/// <summary>What a machine can have at most.</summary>
internal static class MachineLimits
{
    /// <summary>How many bits of a machine's word are the number of its state; the rest counts transitions.</summary>
    public const int StateBits = 16;

    /// <summary>How many states a definition may have.</summary>
    public const int States = 1 << StateBits;

    /// <summary>How many places the table of transitions may have: 32 MiB of them.</summary>
    public const long Cells = 1 << 22;

    /// <summary>How many callers may wait their turn in <c>FireAsync</c> of one machine.</summary>
    public const int QueuedFirings = 1 << 20;
}
