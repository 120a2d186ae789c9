using System.Globalization;
using System.Text.Json.Nodes;

namespace Holdfast.Tests.States;

/// <summary>The operations of RFC 6902 on a mutable tree; false when one is not possible.</summary>
internal static class NaivePatch
{
    public static bool Add(JsonNode root, string[] path, JsonNode? value)
    {
        switch (Parent(root, path))
        {
            case JsonObject members:
                members[path[^1]] = value;
                return true;
            case JsonArray items when path[^1] == "-":
                items.Add(value);
                return true;
            case JsonArray items when TryIndex(path[^1], out int index) && index <= items.Count:
                items.Insert(index, value);
                return true;
            default:
                return false;
        }
    }

    public static bool Replace(JsonNode root, string[] path, JsonNode? value)
    {
        switch (Parent(root, path))
        {
            case JsonObject members when members.ContainsKey(path[^1]):
                members[path[^1]] = value;
                return true;
            case JsonArray items when TryIndex(path[^1], out int index) && index < items.Count:
                items[index] = value;
                return true;
            default:
                return false;
        }
    }

    public static bool Copy(JsonNode root, string[] from, string[] path) =>
        NaiveState.Exists(root, from) && Add(root, path, NaiveState.Find(root, from)?.DeepClone());

    public static bool Move(JsonNode root, string[] from, string[] path)
    {
        bool isIntoItself = path.Length > from.Length && path.AsSpan().StartsWith(from);
        if (isIntoItself || !NaiveState.Exists(root, from))
        {
            return false;
        }

        if (path.AsSpan().SequenceEqual(from))
        {
            return true;
        }

        JsonNode? value = NaiveState.Find(root, from)?.DeepClone();
        return NaiveState.Remove(root, from) && Add(root, path, value);
    }

    public static bool Test(JsonNode root, string[] path, JsonNode? value) =>
        NaiveState.Exists(root, path) && JsonNode.DeepEquals(NaiveState.Find(root, path), value);

    private static JsonNode? Parent(JsonNode root, string[] path) => NaiveState.Find(root, path[..^1]);

    private static bool TryIndex(string name, out int index) =>
        int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out index);
}
