using Holdfast.Documents;

namespace Holdfast.Commits;

/// <summary>What a proposal's operations did when its function ran them on a snapshot.</summary>
/// <remarks>
/// The same operations on the same document under the same revision do the same again, and what was read of that very
/// document still holds. So when nobody committed in between, deciding is comparing two references.
/// </remarks>
/// <param name="Before">The document of the snapshot.</param>
/// <param name="Revision">The revision that the commit was thought to get.</param>
/// <param name="After">The document after the operations.</param>
/// <param name="Changes">What they did, in order.</param>
internal sealed record Foresight(Document Before, long Revision, Document After, Change[] Changes)
{
    /// <summary>Whether a document and a revision are those that were foreseen.</summary>
    public bool IsOf(Document document, long revision) => ReferenceEquals(document, Before) && revision == Revision;
}
