namespace Holdfast.Documents.Patches;

/// <summary>Items of one array that stand where others, more or fewer, stand in another.</summary>
/// <param name="Before">The index of the first in the array before.</param>
/// <param name="BeforeCount">How many there are in the array before.</param>
/// <param name="After">The index of the first in the array after.</param>
/// <param name="AfterCount">How many there are in the array after.</param>
internal readonly record struct ArrayGap(int Before, int BeforeCount, int After, int AfterCount);
