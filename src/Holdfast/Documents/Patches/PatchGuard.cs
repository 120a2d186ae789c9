namespace Holdfast.Documents.Patches;

/// <summary>
/// Says what has to be unchanged for a patch to mean, in a newer document, what it meant in the one it was made for.
/// </summary>
internal static class PatchGuard
{
    /// <summary>
    /// The first array on the way to a path, since an item that came or went gives every index behind it another
    /// meaning; else the path itself.
    /// </summary>
    public static StatePath Of(Value seen, StatePath path)
    {
        StatePath walked = StatePath.Root;
        for (int index = 0; index < path.Count; index++)
        {
            if (!seen.TryGet(walked, out Value container)) return path;
            if (container.Kind == ValueKind.Array) return walked;
            walked /= path[index];
        }

        return path;
    }
}
