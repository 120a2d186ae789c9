using System.Text;
using Holdfast.Machines.Definitions;

namespace Holdfast.Machines.Drawing;

/// <summary>Draws a machine in the language of Mermaid.</summary>
/// <remarks>
/// Shape.  Names that are more than letters and digits get a number as their id and stand as the description, since an
///         id can hold no other characters.
/// Source. Mermaid, stateDiagram-v2.
/// </remarks>
internal static class MermaidDrawing
{
    private static readonly HashSet<string> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        "accDescr", "accTitle", "as", "choice", "class", "classDef", "click", "default", "direction", "end", "fork",
        "hide", "href", "join", "note", "scale", "state", "stateDiagram", "style",
    };

    public static string Draw<TState, TTrigger>(Blueprint<TState, TTrigger> blueprint)
        where TState : notnull
        where TTrigger : notnull
    {
        var text = new StringBuilder("stateDiagram-v2\n");
        foreach (StateNode<TState, TTrigger> node in blueprint.States.Where(node => Id(node) != node.Name))
            text.Append($"    state \"{Plain(node.Name)}\" as {Id(node)}\n");
        text.Append($"    [*] --> {Id(blueprint.Initial)}\n");
        foreach (StateNode<TState, TTrigger> node in blueprint.States.Where(node => node.Parent is null))
            DrawNest(text, blueprint, node, "    ");
        foreach (Step<TState, TTrigger> step in blueprint.States.SelectMany(node => node.Steps))
            DrawStep(text, blueprint, step);
        foreach (StateNode<TState, TTrigger> node in blueprint.States.Where(blueprint.IsTerminal))
            text.Append($"    {Id(node)} --> [*]\n");
        return text.ToString();
    }

    private static void DrawNest<TState, TTrigger>(
        StringBuilder text, Blueprint<TState, TTrigger> blueprint, StateNode<TState, TTrigger> node, string indent)
        where TState : notnull
        where TTrigger : notnull
    {
        StateNode<TState, TTrigger>[] inner = [.. blueprint.States.Where(other => other.Parent == node)];
        if (inner.Length == 0)
        {
            text.Append($"{indent}{Id(node)}\n");
            return;
        }

        text.Append($"{indent}state {Id(node)} {{\n");
        if (node.Initial is { } initial) text.Append($"{indent}    [*] --> {Id(initial)}\n");
        foreach (StateNode<TState, TTrigger> other in inner) DrawNest(text, blueprint, other, indent + "    ");
        text.Append($"{indent}}}\n");
    }

    private static void DrawStep<TState, TTrigger>(
        StringBuilder text, Blueprint<TState, TTrigger> blueprint, Step<TState, TTrigger> step)
        where TState : notnull
        where TTrigger : notnull
    {
        string label = Plain(Labels.Of(blueprint, step));
        if (step.Kind == StepKind.Stay) text.Append($"    {Id(step.Owner)} : {label}\n");
        foreach (StateNode<TState, TTrigger> target in step.Choices)
            text.Append($"    {Id(step.Owner)} --> {Id(target)} : {label}\n");
    }

    private static string Id<TState, TTrigger>(StateNode<TState, TTrigger> node)
        where TState : notnull
        where TTrigger : notnull =>
        node.Name.Length > 0 && node.Name.All(char.IsAsciiLetterOrDigit) && !Words.Contains(node.Name)
            ? node.Name
            : $"s{node.Index}_";

    /// <summary>A text without what would end it or stand for something else.</summary>
    private static string Plain(string text) =>
        string.Concat(text.ReplaceLineEndings(" ").Select(letter => letter switch
        {
            '#' => "#35;",
            ';' => "#59;",
            ':' => "#colon;",
            '"' => "#quot;",
            _ => letter.ToString(),
        }));
}
