namespace Holdfast.Lifecycle.Resources;

/// <summary>What a shared resource has counted.</summary>
/// <param name="HasOpened">Whether a start-up ever succeeded.</param>
/// <param name="OpenCount">How often it is open now.</param>
/// <param name="StartUps">How many start-ups succeeded.</param>
/// <param name="FailedStartUps">How many start-ups failed.</param>
/// <param name="ShutDowns">How many shut-downs ran, the failed ones too.</param>
/// <param name="Underflows">How many closes were one too many.</param>
public readonly record struct ResourceCounters(
    bool HasOpened, int OpenCount, long StartUps, long FailedStartUps, long ShutDowns, long Underflows);
