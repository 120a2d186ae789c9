using Holdfast.Errors;

namespace Holdfast.Documents;

/// <summary>What a document has at a path, with the revisions that a reader must remember.</summary>
/// <param name="Exists">Whether something is there.</param>
/// <param name="Value">What is there; null when nothing is.</param>
/// <param name="Revision">The revision that last changed it or anything below it; 0 when nothing is there.</param>
/// <param name="ShapeRevision">
/// The revision that last added, removed or reordered its children; of a scalar, which has none, its own: it may
/// stand where a container was.
/// </param>
/// <param name="ArrayShapeRevision">
/// The greatest shape revision of the arrays passed; told for a missing path too.
/// </param>
/// <param name="Failure">Why nothing is there: PathNotFound, ThroughScalar, BadIndex.</param>
internal readonly record struct NodeState(
    bool Exists, Value Value, long Revision, long ShapeRevision, long ArrayShapeRevision, ErrorCode Failure);
