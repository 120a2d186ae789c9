using System.Text;
using Holdfast.Machines.Definitions;

namespace Holdfast.Machines.Drawing;

/// <summary>Draws a machine in the language of Graphviz.</summary>
/// <remarks>
/// Shape.  A super-state is a cluster, with a node of its own for the arrows that lead to it and from it.
/// Source. The DOT language.
/// </remarks>
internal static class DotDrawing
{
    public static string Draw<TState, TTrigger>(Blueprint<TState, TTrigger> blueprint)
        where TState : notnull
        where TTrigger : notnull
    {
        var text = new StringBuilder("digraph machine {\n    rankdir=LR;\n    node [shape=box, style=rounded];\n");
        text.Append("    start [shape=point];\n");
        foreach (StateNode<TState, TTrigger> node in blueprint.States.Where(node => node.Parent is null))
            DrawNest(text, blueprint, node, "    ");
        text.Append($"    start -> {Id(blueprint.Initial)};\n");
        foreach (StateNode<TState, TTrigger> node in blueprint.States.Where(node => node.Initial is not null))
            text.Append($"    {Id(node)} -> {Id(node.Initial!)} [style=dotted];\n");
        foreach (Step<TState, TTrigger> step in blueprint.States.SelectMany(node => node.Steps))
            DrawStep(text, blueprint, step);
        return text.Append("}\n").ToString();
    }

    private static void DrawNest<TState, TTrigger>(
        StringBuilder text, Blueprint<TState, TTrigger> blueprint, StateNode<TState, TTrigger> node, string indent)
        where TState : notnull
        where TTrigger : notnull
    {
        StateNode<TState, TTrigger>[] inner = [.. blueprint.States.Where(other => other.Parent == node)];
        string shape = blueprint.IsTerminal(node) ? ", peripheries=2" : "";
        if (inner.Length == 0)
        {
            text.Append($"{indent}{Id(node)} [label={Quote(node.Name)}{shape}];\n");
            return;
        }

        text.Append($"{indent}subgraph cluster_{node.Index} {{\n{indent}    label={Quote(node.Name)};\n");
        text.Append($"{indent}    {Id(node)} [label={Quote(node.Name)}, style=dotted];\n");
        foreach (StateNode<TState, TTrigger> other in inner) DrawNest(text, blueprint, other, indent + "    ");
        text.Append($"{indent}}}\n");
    }

    private static void DrawStep<TState, TTrigger>(
        StringBuilder text, Blueprint<TState, TTrigger> blueprint, Step<TState, TTrigger> step)
        where TState : notnull
        where TTrigger : notnull
    {
        if (step.Kind == StepKind.Ignore) return;
        string style = step.Kind switch
        {
            StepKind.Stay => ", style=dashed",
            StepKind.Choose => ", style=dotted",
            _ => "",
        };
        StateNode<TState, TTrigger>[] targets = step.Kind == StepKind.Stay ? [step.Owner] : step.Choices;
        foreach (StateNode<TState, TTrigger> target in targets)
        {
            text.Append($"    {Id(step.Owner)} -> {Id(target)} ");
            text.Append($"[label={Quote(Labels.Of(blueprint, step))}{style}];\n");
        }
    }

    private static string Id<TState, TTrigger>(StateNode<TState, TTrigger> node)
        where TState : notnull
        where TTrigger : notnull => $"s{node.Index}";

    private static string Quote(string text) => '"' + text.Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\"", "\\\"", StringComparison.Ordinal).ReplaceLineEndings("\\n") + '"';
}
