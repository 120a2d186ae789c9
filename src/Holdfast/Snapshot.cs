using System.Text.Json;
using Holdfast.Documents;

namespace Holdfast;

/// <summary>A state as it was at one revision: all reads from it fit together.</summary>
/// <remarks>Threads. Immutable. Cost. It shares its structure with its neighbours; taking one copies nothing.</remarks>
public sealed class Snapshot : StateView
{
    private readonly Document _document;
    private readonly StatePath _section;

    internal Snapshot(Document document, long revision, StatePath section, JsonSerializerOptions? json = null)
    {
        (_document, _section, Json) = (document, section, json);
        Revision = new Revision(revision);
    }

    /// <summary>The revision that the snapshot shows.</summary>
    public Revision Revision { get; }

    /// <summary>The whole, which an empty section's is an empty object.</summary>
    public Value Root => TryGet(StatePath.Root, out Value root) ? root : Value.EmptyObject;

    private protected override JsonSerializerOptions? Json { get; }

    /// <summary>Gets the value at a path.</summary>
    public Value this[StatePath path] => Get(path);

    /// <inheritdoc/>
    public override bool TryGet(StatePath path, out Value value) => _document.TryGet(_section, path, out value);

    /// <summary>
    /// Gives the revision that last changed something at or below a path; zero when nothing is there.
    /// </summary>
    public Revision GetRevision(StatePath path) =>
        new(_document.Find(_section.Concat(path)) is { Exists: true, Revision: var revision } ? revision : 0);

    /// <summary>Gives the JSON text of the whole.</summary>
    public override string ToString() => Root.ToString();
}
