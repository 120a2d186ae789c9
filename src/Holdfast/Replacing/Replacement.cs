namespace Holdfast.Replacing;

/// <summary>What a function makes of the value at a path.</summary>
/// <param name="Result">What its caller gets.</param>
/// <param name="Next">What is to be at the path; null when nothing is to be changed.</param>
internal readonly record struct Replacement<T>(T Result, Value? Next);
