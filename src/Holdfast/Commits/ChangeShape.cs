namespace Holdfast.Commits;

/// <summary>Tells what a change does to the neighbours of its path.</summary>
internal static class ChangeShape
{
    /// <summary>
    /// Whether the change may have moved the items behind it in an array. A member of an object whose name is a number
    /// counts too: nothing is lost by looking once more.
    /// </summary>
    public static bool MovesNeighbours(Change change)
    {
        if (change.Kind == ChangeKind.Insert) return true;

        if (change.Kind != ChangeKind.Remove || change.Path.Count == 0) return false;

        string name = change.Path.Name;
        return name.Length > 0 && name.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0;
    }
}
