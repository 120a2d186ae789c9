using Holdfast.Documents;
using Holdfast.Documents.Objects;
using Holdfast.Errors;
using Holdfast.Replicas;

namespace Holdfast.Configuration;

/// <summary>The changes of a configuration's values: each gives new values and leaves the old ones. Pure.</summary>
internal static class ConfigValues
{
    /// <summary>Refuses values that are not an object.</summary>
    public static Value Checked(Value values) => values.Kind == ValueKind.Object
        ? values
        : throw new HoldfastArgumentException(
            ErrorCode.RootNotObject, $"A configuration is a JSON object, and this is {values.Kind}; give an object.");

    /// <summary>Sets one value; missing parents are made.</summary>
    public static Value Set(Value values, StatePath key, Value value)
    {
        // Not older than any stamp inside, so that nothing is walked to be attached.
        long revision = Math.Max(Newest(values), Newest(value));
        Edit edit = Document.FromStamped((ObjectNode)values.Node!, revision).Set(key, value, revision);
        return edit.Failure == ErrorCode.None ? edit.Document.Root : throw Failures.Of(edit.Failure, key.ToString());
    }

    /// <summary>Removes one value; the same values when nothing is there.</summary>
    public static Value Remove(Value values, StatePath key)
    {
        if (key.IsRoot)
            return Value.EmptyObject;
        long revision = Newest(values);
        Edit edit = Document.FromStamped((ObjectNode)values.Node!, revision).Remove(key, revision);
        return edit.Failure == ErrorCode.None ? edit.Document.Root : values;
    }

    /// <summary>Sets the members of an object, each as it stands there.</summary>
    public static Value Update(Value values, Value members) => Checked(members).Members
        .Aggregate(values, (now, member) => Set(now, StatePath.Root / member.Key, member.Value));

    /// <summary>Sets values at several keys, one after another.</summary>
    public static Value Update(Value values, IEnumerable<KeyValuePair<StatePath, Value>> changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        return changes.Aggregate(values, (now, change) => Set(now, change.Key, change.Value));
    }

    private static long Newest(Value value) => value.Node is ContainerNode container ? container.Newest : 0;
}
