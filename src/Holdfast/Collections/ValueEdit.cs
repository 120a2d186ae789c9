using Holdfast.Documents.Objects;

namespace Holdfast.Collections;

/// <summary>Changes an object that is a value of its own.</summary>
internal sealed class ValueEdit(Value members) : DictionaryEdit
{
    private ObjectNode _members = (ObjectNode)members.Node!;

    /// <summary>The object with the changes.</summary>
    public Value Members => new(_members);

    /// <summary>The names that were set or removed; what they are now says <see cref="Members"/>.</summary>
    public HashSet<string> Touched { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether it was cleared, or anything set or removed.</summary>
    public bool IsChanged { get; private set; }

    public override bool TryGet(string name, out Value value) => MemberEdit.TryGet(_members, name, out value);

    public override void Set(string name, Value value)
    {
        _members = MemberEdit.Set(_members, name, value);
        Touched.Add(name);
        IsChanged = true;
    }

    public override bool Remove(string name)
    {
        if (!TryGet(name, out _)) return false;
        _members = MemberEdit.Remove(_members, name);
        Touched.Add(name);
        IsChanged = true;
        return true;
    }

    public override void Clear()
    {
        foreach ((string name, _) in Members.Members) Touched.Add(name);
        _members = ObjectNode.Empty;
        IsChanged = true;
    }

    public override KeyValuePair<string, Value>? FindLast() => Members.LastMember;
}
