using Holdfast.Errors;

namespace Holdfast.Documents;

/// <summary>What one change made of a document.</summary>
/// <param name="Document">The document after it; the very same one after a failure, or when nothing changed.</param>
/// <param name="Failure">None, or why nothing was done.</param>
/// <param name="Existed">Whether something was at the path before.</param>
/// <param name="Before">What was there.</param>
/// <param name="IsSame">Whether the same text was set again, so that nothing was stamped.</param>
/// <param name="Path">The place that was changed: a dash is replaced by the index it stood for.</param>
internal readonly record struct Edit(
    Document Document, ErrorCode Failure, bool Existed, Value Before, bool IsSame, StatePath Path)
{
    /// <summary>Whether what was there still stands in the document, so that its nodes must stay as they are.</summary>
    public bool KeepsBefore => IsSame && Before.Kind is (ValueKind.Object or ValueKind.Array);
}
