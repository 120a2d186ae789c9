namespace Holdfast.Documents.Patches;

/// <summary>Finds what differs between two values.</summary>
public static class Diff
{
    /// <summary>Gives a JSON Patch that turns one value into another.</summary>
    /// <remarks>
    /// Shape.   Applied to <paramref name="before"/> it gives a value with the text of <paramref name="after"/>, but
    ///          for the order of members: a patch cannot say where a member stands, and a member that is there stays in
    ///          its place. 1 and 1.0 differ. The paths are those at the moment each operation is applied. Without a
    ///          difference the patch is empty. An array is compared item by item; beyond 256 insertions and removals
    ///          inside one array, the patch is no longer the shortest.
    /// Threads. Any thread.
    /// Cost.    Grows with what differs: parts that the two values share are not looked into.
    /// Source.  RFC 6902; E. Myers, "An O(ND) difference algorithm and its variations" (1986).
    /// </remarks>
    public static Patch Between(Value before, Value after) =>
        new(Differences(before, after).Select(difference => difference.ToOperation()));

    /// <summary>Gives the changes that turn one value into another, in an order in which they can be made.</summary>
    internal static IReadOnlyList<Difference> Differences(Value before, Value after)
    {
        var walker = new DiffWalker();
        walker.Compare(StatePath.Root, before.Node, after.Node);
        return walker.Differences;
    }
}
