namespace Settings;

/// <summary>A section of the settings.</summary>
internal sealed record Limits(int TimeoutMilliseconds);
