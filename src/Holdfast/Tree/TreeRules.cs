namespace Holdfast.Tree;

/// <summary>Names that a directory is to have, and names that it is not to have.</summary>
/// <remarks>
/// Shape.   Rules are kept with the tree in this program and forbid nothing: <see cref="TreeCursor.FindViolations"/>
///          tells what does not keep to them.
/// Threads. Immutable.
/// Source.  The feature lists of pfmisc's C_snode.
/// </remarks>
public sealed record TreeRules
{
    /// <summary>No rules.</summary>
    public static TreeRules None { get; } = new();

    /// <summary>Names of files or directories that must be there.</summary>
    public IReadOnlyList<string> Required { get; init; } = [];

    /// <summary>Names of files or directories that must not be there.</summary>
    public IReadOnlyList<string> Forbidden { get; init; } = [];

    /// <summary>Adds names that must be there.</summary>
    public TreeRules Require(params IEnumerable<string> names) => this with { Required = [.. Required.Union(names)] };

    /// <summary>Adds names that must not be there.</summary>
    public TreeRules Forbid(params IEnumerable<string> names) => this with { Forbidden = [.. Forbidden.Union(names)] };
}
