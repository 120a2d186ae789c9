namespace Holdfast.Logs.File.Maintenance;

/// <summary>What a check does with what it finds.</summary>
internal enum CheckMode
{
    /// <summary>Reports it.</summary>
    Report,

    /// <summary>Sets it aside, with a copy, so that the namespace works without it. No other process may have the store open.</summary>
    Repair,
}
