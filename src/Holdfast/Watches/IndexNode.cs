namespace Holdfast.Watches;

/// <summary>One path of the index: who waits for it, and the longer paths.</summary>
internal sealed class IndexNode(IndexNode? parent, string name)
{
    public IndexNode? Parent { get; } = parent;

    public string Name { get; } = name;

    public HashSet<Waiter> Waiters { get; } = [];

    public Dictionary<string, IndexNode> Children { get; } = new(StringComparer.Ordinal);

    public bool IsEmpty => Waiters.Count == 0 && Children.Count == 0;
}
