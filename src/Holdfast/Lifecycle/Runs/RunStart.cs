namespace Holdfast.Lifecycle.Runs;

/// <summary>
/// One start of a run, told from all others of the same run, also when its record was removed in between.
/// </summary>
internal sealed record RunStart(long Starts, DateTimeOffset? Started, StoreProcess? Owner);
