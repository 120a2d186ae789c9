using System.Text.Json.Nodes;

namespace Holdfast.Tests.States;

/// <summary>A state as anybody would write it first: a mutable tree, copied whole at each commit.</summary>
internal sealed class NaiveState
{
    private readonly List<string> _history = ["{}"];
    private JsonNode _root = new JsonObject();

    public int Revision => _history.Count - 1;

    public string Text => _root.ToJsonString();

    public string TextAt(int revision) => _history[revision];

    /// <summary>Runs a step on a copy and keeps the copy when the step says yes.</summary>
    /// <param name="step">The step.</param>
    /// <param name="isCommit">Whether that makes a commit; one that changes nothing need not.</param>
    public bool Commit(Func<JsonNode, bool> step, bool isCommit)
    {
        JsonNode copy = JsonNode.Parse(Text)!;
        if (!step(copy))
        {
            return false;
        }

        _root = copy;
        if (isCommit)
        {
            _history.Add(Text);
        }

        return true;
    }

    /// <summary>Makes another commit of whole content.</summary>
    public void Replace(string text)
    {
        _root = JsonNode.Parse(text)!;
        _history.Add(Text);
    }

    public static bool Set(JsonNode root, string[] path, JsonNode? value)
    {
        JsonNode? parent = root;
        for (int index = 0; index < path.Length - 1; index++)
        {
            parent = Child(parent, path[index], makeMissing: true);
            if (parent is not (JsonObject or JsonArray))
            {
                return false;
            }
        }

        return SetChild(parent, path[^1], value);
    }

    public static bool Remove(JsonNode root, string[] path)
    {
        JsonNode? parent = Find(root, path[..^1]);
        switch (parent)
        {
            case JsonObject members:
                return members.Remove(path[^1]);
            case JsonArray items when int.TryParse(path[^1], out int index) && index < items.Count:
                items.RemoveAt(index);
                return true;
            default:
                return false;
        }
    }

    public static bool Add(JsonNode root, string[] path, long amount)
    {
        JsonNode? present = Find(root, path);
        bool exists = Exists(root, path);
        if (exists && present?.GetValueKind() != System.Text.Json.JsonValueKind.Number)
        {
            return false;
        }

        return Set(root, path, (exists ? present!.GetValue<long>() : 0) + amount);
    }

    public static bool Append(JsonNode root, string[] path, JsonNode? item)
    {
        if (!Exists(root, path))
        {
            return Set(root, path, new JsonArray(item));
        }

        if (Find(root, path) is not JsonArray items)
        {
            return false;
        }

        items.Add(item);
        return true;
    }

    public static bool Exists(JsonNode root, string[] path) => path.Length == 0 || Find(root, path[..^1]) switch
    {
        JsonObject members => members.ContainsKey(path[^1]),
        JsonArray items => int.TryParse(path[^1], out int index) && index < items.Count,
        _ => false,
    };

    public static JsonNode? Find(JsonNode root, string[] path)
    {
        JsonNode? node = root;
        foreach (string name in path)
        {
            node = Child(node, name, makeMissing: false);
        }

        return node;
    }

    private static JsonNode? Child(JsonNode? parent, string name, bool makeMissing)
    {
        if (parent is JsonArray items)
        {
            if (!int.TryParse(name, out int index) || index > items.Count)
            {
                return null;
            }

            if (index == items.Count && makeMissing)
            {
                items.Add((JsonNode)new JsonObject());
            }

            return index < items.Count ? items[index] : null;
        }

        if (parent is not JsonObject members)
        {
            return null;
        }

        if (makeMissing && !members.ContainsKey(name))
        {
            members[name] = new JsonObject();
        }

        return members[name];
    }

    private static bool SetChild(JsonNode? parent, string name, JsonNode? value)
    {
        switch (parent)
        {
            case JsonObject members:
                members[name] = value;
                return true;
            case JsonArray items when int.TryParse(name, out int index) && index < items.Count:
                items[index] = value;
                return true;
            case JsonArray items when int.TryParse(name, out int index) && index == items.Count:
                items.Add(value);
                return true;
            default:
                return false;
        }
    }
}
