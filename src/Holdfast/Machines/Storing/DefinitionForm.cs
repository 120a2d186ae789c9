namespace Holdfast.Machines.Storing;

/// <summary>The member names of a definition as JSON; <c>docs/machines.md</c> shows one.</summary>
internal static class DefinitionForm
{
    public const string Initial = "initial";
    public const string States = "states";
    public const string IsByTarget = "byTarget";
    public const string RevertsOnFailure = "revertsOnFailure";
    public const string IgnoresUnhandled = "ignoresUnhandled";
    public const string Within = "within";
    public const string StartsIn = "startsIn";
    public const string Remembers = "remembers";
    public const string Entry = "entry";
    public const string Exit = "exit";
    public const string Transitions = "on";
    public const string Trigger = "trigger";
    public const string Delay = "after";
    public const string Target = "to";
    public const string Choices = "choose";
    public const string Stays = "stay";
    public const string IsIgnored = "ignore";
    public const string Guard = "if";
    public const string Actions = "do";
    public const string Argument = "argument";

    /// <summary>What an action is called that was given no description.</summary>
    public const string NamelessAction = "an action";
}
