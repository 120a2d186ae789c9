using Holdfast.Errors;

namespace Holdfast.Control;

/// <summary>Does what a message asks for, in one transaction.</summary>
internal sealed class ControlWork(Transaction transaction, Func<string, string?> readVariable)
{
    /// <summary>
    /// Stands in <c>valueReplace</c> for the value of the environment variable that <c>var</c> names.
    /// </summary>
    private const string FromEnvironment = "ENV";

    /// <summary>Does all steps of a message.</summary>
    public ControlReply Do(ControlMessage message)
    {
        bool isOne = message.Steps.Count == 1;
        ControlReply[] replies = [.. message.Steps.Select(step =>
            Do(step.Verb, message.Variable, step.Argument, isOne ? null : ControlMessage.NameOf(step.Verb)))];
        return isOne ? replies[0] : new ControlReply(replies);
    }

    /// <summary>Sets a value; an object is laid over one that is there, down to its leaves.</summary>
    public static void Overlay(Transaction transaction, StatePath path, Value value)
    {
        bool isThere = transaction.TryGet(path, out Value now) && now.Kind == ValueKind.Object;
        if (value.Kind != ValueKind.Object || !isThere)
        {
            transaction.Set(path, value);
            return;
        }

        foreach (KeyValuePair<string, Value> member in value.Members)
            Overlay(transaction, path / member.Key, member.Value);
    }

    private ControlReply Do(ControlVerb verb, string variable, Value argument, string? name) => verb switch
    {
        ControlVerb.Get => Get(ControlText.ToPath(variable), name),
        ControlVerb.Set => Set(ControlText.ToPath(variable), argument, name),
        ControlVerb.ValueReplace => Replace(variable, argument, name),
        ControlVerb.Delete => Delete(ControlText.ToPath(variable), name),
        _ => throw new InvalidOperationException($"{verb} is no verb."),
    };

    private ControlReply Get(StatePath path, string? name)
    {
        if (!transaction.TryGet(path, out Value value))
            return path.IsRoot ? new ControlReply(Value.EmptyObject, isDone: true, name) : Missing(path, name);
        if (value.Kind != ValueKind.Object)
            return new ControlReply(Leaf(path, value), isDone: true, name);
        for (StatePath at = path; !at.IsRoot; at = at.Parent)
            value = Value.FromMembers([new(at.Name, value)]);
        return new ControlReply(value, isDone: true, name);
    }

    private ControlReply Set(StatePath path, Value value, string? name)
    {
        Overlay(transaction, path, value);
        return new ControlReply(value.Kind == ValueKind.Object ? value : Leaf(path, value), isDone: true, name);
    }

    private ControlReply Replace(string text, Value argument, string? name)
    {
        Value replacement = argument == FromEnvironment
            ? readVariable(text.Trim('%')) ?? FromEnvironment
            : argument;
        List<StatePath> found = [];
        if (transaction.TryGet(StatePath.Root, out Value root))
            FindLeaves(root, StatePath.Root, text, found);
        foreach (StatePath path in found)
            transaction.Set(path, replacement);
        bool isDone = found.Count > 0;
        Value result = Value.FromMembers(
        [
            new("status", isDone),
            new("l_fileChanged", Value.FromItems(found.Select(path => (Value)path.ToString()))),
            new("hits", found.Count),
        ]);
        return new ControlReply(result, isDone, name);
    }

    private ControlReply Delete(StatePath path, string? name)
    {
        if (!transaction.TryGet(path, out Value value))
            return Missing(path, name);
        if (path.IsRoot)
            transaction.ReplaceAll(Value.EmptyObject);
        else
            transaction.Remove(path);
        return new ControlReply(Leaf(path, value), isDone: true, name);
    }

    private static void FindLeaves(Value value, StatePath path, Value wanted, List<StatePath> found)
    {
        foreach (KeyValuePair<string, Value> member in value.Members)
        {
            if (member.Value.Kind == ValueKind.Object)
                FindLeaves(member.Value, path / member.Key, wanted, found);
            else if (member.Value == wanted)
                found.Add(path / member.Key);
        }
    }

    private static Value Leaf(StatePath path, Value value) => Value.FromMembers([new(ControlText.ToText(path), value)]);

    private static ControlReply Missing(StatePath path, string? name) => new(
        ErrorCode.PathNotFound, $"Nothing is at '{ControlText.ToText(path)}'; look what is above it.", name);
}
