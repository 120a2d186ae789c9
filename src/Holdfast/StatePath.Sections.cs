using Holdfast.Documents.Paths;

namespace Holdfast;

/// <content>Paths relative to a section.</content>
public partial struct StatePath
{
    /// <summary>Gives what is left of the path behind its first segments.</summary>
    internal readonly StatePath Skip(int count)
    {
        if (count == 0) return this;

        return count == Count ? Root : new StatePath(new ParsedPath(Segments[count..]));
    }
}
