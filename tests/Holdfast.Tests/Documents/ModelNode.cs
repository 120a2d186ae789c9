using Holdfast.Errors;

namespace Holdfast.Tests.Documents;

/// <summary>A naive document: every node carries its stamps, and attaching copies and stamps every one.</summary>
internal sealed class ModelNode
{
    public string? Scalar { get; init; }

    public List<(string Name, ModelNode Node)>? Members { get; init; }

    public List<ModelNode>? Items { get; init; }

    public long Revision { get; set; }

    public long Shape { get; set; }

    public static ModelNode Of(Value value, long revision) => value.Kind switch
    {
        ValueKind.Object => new ModelNode
        {
            Members = [.. value.Members.Select(member => (member.Key, Of(member.Value, revision)))],
            Revision = revision,
            Shape = revision,
        },
        ValueKind.Array => new ModelNode
        {
            Items = [.. value.Items.Select(item => Of(item, revision))],
            Revision = revision,
            Shape = revision,
        },
        _ => new ModelNode { Scalar = value.ToString(), Revision = revision },
    };

    public override string ToString() => Scalar
        ?? (Members is not null
            ? "{" + string.Join(",", Members.Select(member => $"{(Value)member.Name}:{member.Node}")) + "}"
            : "[" + string.Join(",", Items!) + "]");

    public int Height =>
        Scalar is not null ? 0 : 1 + Children.Select(child => child.Node.Height).DefaultIfEmpty(0).Max();

    public IEnumerable<(string Name, ModelNode Node)> Children => Members
        ?? Items?.Select((item, index) => (index.ToString(System.Globalization.CultureInfo.InvariantCulture), item))
        ?? [];

    public ErrorCode Edit(string kind, ReadOnlySpan<string> path, Value value, long revision)
    {
        string name = path[0];
        bool isLast = path.Length == 1;
        if (Scalar is not null)
            return ErrorCode.ThroughScalar;
        ErrorCode failure = Members is not null
            ? EditMember(kind, name, isLast, path, value, revision)
            : EditItem(kind, name, isLast, path, value, revision);
        if (failure == ErrorCode.None)
            Revision = revision;
        return failure;
    }

    private ErrorCode EditMember(
        string kind, string name, bool isLast, ReadOnlySpan<string> path, Value value, long revision)
    {
        int at = Members!.FindIndex(member => member.Name == name);
        if (at < 0 && (kind == "remove" || (kind == "insert" && !isLast)))
            return ErrorCode.PathNotFound;
        if (at >= 0 && !isLast)
            return Members[at].Node.Edit(kind, path[1..], value, revision);
        if (at >= 0 && kind != "remove")
        {
            Members[at] = (name, Of(value, revision));
            return ErrorCode.None;
        }

        Shape = revision;
        if (kind == "remove")
            Members.RemoveAt(at);
        else
            Members.Add((name, Wrapped(path[1..], value, revision)));
        return ErrorCode.None;
    }

    private ErrorCode EditItem(
        string kind, string name, bool isLast, ReadOnlySpan<string> path, Value value, long revision)
    {
        bool isNumber = int.TryParse(name, out int index) && index.ToString() == name && index >= 0;
        if (!isNumber && name != "-")
            return ErrorCode.BadIndex;
        index = isNumber ? index : Items!.Count;
        if (index > Items!.Count && kind != "remove")
            return ErrorCode.BadIndex;
        if (index >= Items.Count && (kind == "remove" || (kind == "insert" && !isLast)))
            return ErrorCode.PathNotFound;
        if (index < Items.Count && !isLast)
            return Items[index].Edit(kind, path[1..], value, revision);
        if (index < Items.Count && kind == "set")
        {
            Items[index] = Of(value, revision);
            return ErrorCode.None;
        }

        Shape = revision;
        if (kind == "remove")
            Items.RemoveAt(index);
        else
            Items.Insert(index, Wrapped(path[1..], value, revision));
        return ErrorCode.None;
    }

    private static ModelNode Wrapped(ReadOnlySpan<string> names, Value value, long revision) => names.IsEmpty
        ? Of(value, revision)
        : new ModelNode
        {
            Members = [(names[0], Wrapped(names[1..], value, revision))],
            Revision = revision,
            Shape = revision,
        };
}
