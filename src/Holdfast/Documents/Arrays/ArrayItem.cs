namespace Holdfast.Documents.Arrays;

/// <summary>One item of an array, inline in a leaf: 16 bytes.</summary>
/// <param name="Value">The node of the value.</param>
/// <param name="Revision">The revision that last changed the value or anything below it.</param>
internal readonly record struct ArrayItem(object? Value, long Revision);
