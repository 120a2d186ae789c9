namespace Holdfast.Documents.Filters;

/// <summary>What the identifiers of a filter stand for.</summary>
/// <param name="Current">The value of <c>@</c>.</param>
/// <param name="Root">The value of <c>$</c>.</param>
internal readonly record struct FilterContext(Value Current, Value Root);
