namespace Holdfast.Tree;

/// <summary>Reads the paths that people type: as in a file system, relative to where they are.</summary>
internal static class TreePath
{
    /// <summary>Gives the pointer that a text means.</summary>
    /// <remarks>
    /// Shape. With a slash in front it begins at the root, otherwise at <paramref name="current"/>. Empty segments and
    ///        <c>.</c> mean nothing, <c>..</c> the parent; the root is its own. A slash or tilde within a name is
    ///        written
    ///        <c>~1</c> or <c>~0</c>, as in a JSON Pointer.
    /// </remarks>
    /// <exception cref="Errors.HoldfastArgumentException">MalformedPath: a tilde stands alone.</exception>
    public static StatePath Resolve(StatePath current, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        StatePath path = text.StartsWith('/') ? StatePath.Root : current;
        foreach (string segment in text.Split('/'))
        {
            path = segment switch
            {
                "" or "." => path,
                ".." => path.IsRoot ? path : path.Parent,
                _ => path.Concat(StatePath.Parse("/" + segment)),
            };
        }

        return path;
    }
}
