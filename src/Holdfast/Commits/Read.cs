namespace Holdfast.Commits;

/// <summary>One thing that a function read before it proposed.</summary>
internal readonly record struct Read(StatePath Path, ReadKind Kind);
