namespace Holdfast;

/// <summary>What a check does with the damage that it finds.</summary>
public enum CheckMode
{
    /// <summary>Reports it and changes nothing.</summary>
    Report,

    /// <summary>
    /// Keeps a copy of it and sets it aside, so that the namespace works without it. No other process may have the
    /// store open.
    /// </summary>
    Repair,
}
