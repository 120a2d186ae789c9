namespace Holdfast.Configuration;

/// <summary>Says what a change does, given what one of its attempts sees.</summary>
internal delegate IReadOnlyList<ConfigStep> ConfigDecision(ConfigAttempt attempt);
