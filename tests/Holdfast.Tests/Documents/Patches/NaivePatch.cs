using System.Text.Json.Nodes;
using Holdfast.Documents.Patches;

namespace Holdfast.Tests.Documents.Patches;

/// <summary>RFC 6902 written plainly over mutable nodes; knows nothing of trees that share.</summary>
internal static class NaivePatch
{
    /// <summary>Gives the text of the result; null when an operation fails.</summary>
    public static string? TryApply(Value target, Patch patch)
    {
        var holder = new JsonArray(JsonNode.Parse(target.ToString()));
        bool isDone = patch.Operations.All(operation => TryApply(holder, operation));
        return isDone ? Value.Parse(holder[0]?.ToJsonString() ?? "null").ToString() : null;
    }

    private static bool TryApply(JsonArray holder, PatchOperation operation)
    {
        if (operation.From is { } source && !TryFind(holder, source, out _))
            return false;
        JsonNode? value = operation switch
        {
            { From: { } from } => Find(holder, from)?.DeepClone(),
            { Value: { } given } => JsonNode.Parse(given.ToString()),
            _ => null,
        };
        bool exists = TryFind(holder, operation.Path, out JsonNode? there);
        return operation.Kind switch
        {
            PatchOperationKind.Add or PatchOperationKind.Copy => TryAdd(holder, operation.Path, value),
            PatchOperationKind.Remove => exists && TryRemove(holder, operation.Path),
            PatchOperationKind.Replace => exists && TryReplace(holder, operation.Path, value),
            PatchOperationKind.Test => exists
                && Value.Parse(there?.ToJsonString() ?? "null").Equals(operation.Value!.Value),
            _ when operation.From == operation.Path => true,
            _ => TryRemove(holder, operation.From!.Value) && TryAdd(holder, operation.Path, value),
        };
    }

    private static bool TryAdd(JsonArray holder, StatePath path, JsonNode? value)
    {
        if (path.IsRoot)
            return TryReplace(holder, path, value);
        if (!TryFind(holder, path.Parent, out JsonNode? parent))
            return false;
        if (parent is JsonObject members)
        {
            members[path.Name] = value;
            return true;
        }

        if (parent is not JsonArray items || IndexOf(path.Name, items.Count) is not (>= 0 and var index))
            return false;
        if (index > items.Count)
            return false;
        items.Insert(index, value);
        return true;
    }

    private static bool TryReplace(JsonArray holder, StatePath path, JsonNode? value)
    {
        if (path.IsRoot)
            holder[0] = value;
        else if (Find(holder, path.Parent) is JsonObject members)
            members[path.Name] = value;
        else
            Find(holder, path.Parent)![IndexOf(path.Name, 0)] = value;
        return true;
    }

    private static bool TryRemove(JsonArray holder, StatePath path)
    {
        if (path.IsRoot)
            return false;
        if (Find(holder, path.Parent) is JsonArray items)
            items.RemoveAt(IndexOf(path.Name, 0));
        else
            ((JsonObject)Find(holder, path.Parent)!).Remove(path.Name);
        return true;
    }

    private static JsonNode? Find(JsonArray holder, StatePath path) =>
        TryFind(holder, path, out JsonNode? found) ? found : throw new InvalidOperationException("Nothing is there.");

    private static bool TryFind(JsonArray holder, StatePath path, out JsonNode? found)
    {
        found = holder[0];
        for (int position = 0; position < path.Count; position++)
        {
            if (found is JsonObject members && members.TryGetPropertyValue(path[position], out found))
                continue;
            if (found is not JsonArray items || path[position] == "-")
                return false;
            int index = IndexOf(path[position], items.Count);
            if (index < 0 || index >= items.Count)
                return false;
            found = items[index];
        }

        return true;
    }

    private static int IndexOf(string name, int count) =>
        name == "-" ? count : int.TryParse(name, out int index) && name == $"{index}" ? index : -1;
}
