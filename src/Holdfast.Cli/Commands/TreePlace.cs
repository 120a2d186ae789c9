using Holdfast.Cli.Parsing;
using Holdfast.Tree;

namespace Holdfast.Cli.Commands;

/// <summary>A place in a tree, as somebody typed it for a command that only looks.</summary>
/// <remarks>
/// Shape. A JSON Pointer to something that is there means that. Everything else is read as in a file system: with
///        <c>.</c>, <c>..</c>, slashes too many, and without the one in front.
/// </remarks>
internal sealed class TreePlace
{
    private readonly StatePath? _pointer;
    private readonly StatePath _typed;

    /// <summary>The argument of a command that looks at such a place.</summary>
    public static ArgumentSyntax Argument { get; } = ArgumentSyntax.Optional(
        "path", "A JSON Pointer, or a path as in a file system. Default: the whole document.");

    public static TreePlace Of(Arguments arguments) => new(arguments.Texts is [var text] ? text : null);

    /// <summary>Reads what was typed; null: the root.</summary>
    /// <exception cref="Errors.HoldfastArgumentException">MalformedPath.</exception>
    public TreePlace(string? text)
    {
        _typed = new TreeCursor().Resolve(text ?? "");
        _pointer = text is not null and not "/" && StatePath.TryParse(text, out StatePath pointer)
            ? pointer
            : default(StatePath?);
    }

    /// <summary>Gives what is there, and where that is.</summary>
    /// <exception cref="Errors.PathNotFoundException">PathNotFound.</exception>
    public (StatePath Path, Value Value) Look(Snapshot snapshot) => Look(snapshot.Root);

    /// <inheritdoc cref="Look(Snapshot)"/>
    public (StatePath Path, Value Value) Look(Value root) =>
        TryLook(root, out StatePath path, out Value value) ? (path, value) : throw Lookup.Missing(_typed);

    /// <summary>Gives what is there, and where that is, if something is.</summary>
    public bool TryLook(Value root, out StatePath path, out Value value)
    {
        TreeCursor cursor = new(root);
        path = _pointer ?? _typed;
        if (cursor.TryRead(path, out value)) return true;
        path = _typed;
        return cursor.TryRead(path, out value);
    }
}
