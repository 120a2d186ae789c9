namespace Holdfast.Tests.Immutable;

/// <summary>What the cells of the tests hold.</summary>
public sealed record Counter(int Count, string Status = "idle");
