namespace Holdfast.Machines.Storing;

/// <summary>The kinds of transitions as they are stored.</summary>
internal static class TransitionKinds
{
    private static readonly string[] Names = ["start", "fired", "internal", "elapsed", "restored"];

    private static readonly Value[] Values = [.. Names.Select(name => (Value)name)];

    public static Value ToValue(TransitionKind kind) => Values[(int)kind];

    /// <summary>Gives the kind of a stored name; one that is not known was not made by a firing.</summary>
    public static TransitionKind Parse(string text) => Array.IndexOf(Names, text) is >= 0 and int kind
        ? (TransitionKind)kind
        : TransitionKind.Restored;
}
