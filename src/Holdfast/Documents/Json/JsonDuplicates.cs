namespace Holdfast.Documents.Json;

/// <summary>Collects the paths of names that come more than once in an object; the first few of them.</summary>
internal sealed class JsonDuplicates
{
    /// <summary>Enough for a person to read; a text may have millions.</summary>
    public const int MaxPaths = 100;

    private readonly List<StatePath> _paths = [];

    /// <summary>The paths, at most <see cref="MaxPaths"/>.</summary>
    public IReadOnlyList<StatePath> Paths => _paths;

    /// <summary>How many there were in all.</summary>
    public long Total { get; private set; }

    /// <summary>Adds names of one object.</summary>
    public void Add(StatePath parent, List<byte[]> names)
    {
        Total += names.Count;
        foreach (byte[] name in names.Take(MaxPaths - _paths.Count))
            _paths.Add(parent.Child(name));
    }
}
