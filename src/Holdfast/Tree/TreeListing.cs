namespace Holdfast.Tree;

/// <summary>What one directory of a tree holds.</summary>
/// <param name="Directories">The names of the directories, in their order.</param>
/// <param name="Files">The files with their values, in their order.</param>
public sealed record TreeListing(IReadOnlyList<string> Directories, IReadOnlyList<KeyValuePair<string, Value>> Files)
{
    /// <summary>The names of the directories, one per line.</summary>
    public override string ToString() => string.Join('\n', Directories);

    internal static TreeListing Of(Value directory)
    {
        var entries = directory.Members.ToLookup(entry => IsDirectory(entry.Value));
        return new TreeListing([.. entries[true].Select(entry => entry.Key)], [.. entries[false]]);
    }

    internal static bool IsDirectory(Value value) => value.Kind == ValueKind.Object;
}
