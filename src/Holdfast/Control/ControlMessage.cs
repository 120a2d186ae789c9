namespace Holdfast.Control;

/// <summary>A message that was understood.</summary>
/// <param name="Variable">What it is about: a path, or the text to replace.</param>
/// <param name="Steps">What to do, in order, each with its argument.</param>
internal sealed record ControlMessage(string Variable, IReadOnlyList<(ControlVerb Verb, Value Argument)> Steps)
{
    private static readonly (string Name, ControlVerb Verb)[] Verbs =
    [
        ("get", ControlVerb.Get),
        ("set", ControlVerb.Set),
        ("valueReplace", ControlVerb.ValueReplace),
        ("delete", ControlVerb.Delete),
    ];

    /// <summary>Reads a message; null when it is none, with what is wrong.</summary>
    public static ControlMessage? Read(Value message, out string fault)
    {
        fault = "";
        if (message.Kind != ValueKind.Object || message.Count == 0)
            fault = "The message is no object with members";
        else if (!message.TryGet("meta", out Value meta) || meta.Kind != ValueKind.Object)
            fault = "The message has no object 'meta'";
        else if (!meta.TryGet("var", out Value variable) || variable.Kind != ValueKind.String)
            fault = "The 'meta' of the message has no text 'var'";
        else if (StepsOf(meta) is not { Count: > 0 } steps)
            fault = "The 'meta' of the message has no verb";
        else
            return new ControlMessage((string)variable!, steps);
        return null;
    }

    /// <summary>The name of a verb in messages.</summary>
    public static string NameOf(ControlVerb verb) => Array.Find(Verbs, known => known.Verb == verb).Name;

    private static List<(ControlVerb, Value)> StepsOf(Value meta)
    {
        List<(ControlVerb, Value)> steps = [];
        foreach ((string name, ControlVerb verb) in Verbs)
        {
            if (meta.TryGet(name, out Value argument))
                steps.Add((verb, argument));
        }

        return steps;
    }
}
