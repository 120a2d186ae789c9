using Holdfast.Documents.Objects;

namespace Holdfast.Processes.Coordination;

/// <summary>Finds the members of an object that may differ from those of an earlier version of it.</summary>
/// <remarks>
/// Versions share what did not change, so this passes over equal parts without looking into them. A neighbour of a
/// changed member is given too; one that went away is not. Cost. The changes, times the logarithm of the count.
/// </remarks>
internal static class ObjectChanges
{
    public delegate void Visitor<TTarget>(in ObjectEntry entry, TTarget target);

    /// <summary>Gives the members in the leaves that the two do not share.</summary>
    /// <param name="before">The root of the earlier version; null: there was none.</param>
    /// <param name="now">The root of the later one.</param>
    /// <param name="target">What the visitor is given.</param>
    /// <param name="visitor">Called for each member, in no order.</param>
    public static void Visit<TTarget>(object? before, object now, TTarget target, Visitor<TTarget> visitor)
    {
        if (ReferenceEquals(before, now)) return;
        if (now is ObjectBranch branch)
        {
            VisitChildren(before as ObjectBranch, branch, target, visitor);
            return;
        }

        foreach (ref readonly ObjectEntry entry in ((ObjectEntry[])now).AsSpan()) visitor(in entry, target);
    }

    private static void VisitChildren<TTarget>(
        ObjectBranch? before, ObjectBranch now, TTarget target, Visitor<TTarget> visitor)
    {
        bool isAlike = before is not null && before.Starts == now.Starts;
        for (int index = 0; index < now.Children.Length; index++)
        {
            object child = now.Children[index];

            // Where a leaf was halved or joined, the others have moved in the list of children.
            if (!isAlike && before is not null && Array.IndexOf(before.Children, child) >= 0) continue;
            Visit(isAlike ? before!.Children[index] : null, child, target, visitor);
        }
    }
}
