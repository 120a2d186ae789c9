using Holdfast.Documents.Objects;

namespace Holdfast.Documents.Paths;

/// <summary>One segment of a path, made ready for both kinds of container.</summary>
internal readonly struct PathSegment
{
    /// <summary>Prepares a name.</summary>
    public PathSegment(byte[] name)
    {
        Name = name;
        Hash = KeyHash.Of(name);
        Index = ArrayIndex.Parse(name);
    }

    /// <summary>The name in UTF-8, unescaped.</summary>
    public byte[] Name { get; }

    /// <summary>The hash of the name.</summary>
    public int Hash { get; }

    /// <summary>The name as an index of an array; see <see cref="ArrayIndex"/>.</summary>
    public int Index { get; }
}
