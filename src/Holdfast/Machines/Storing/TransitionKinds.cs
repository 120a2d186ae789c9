namespace Holdfast.Machines.Storing;

/// <summary>The kinds of transitions as they are stored.</summary>
internal static class TransitionKinds
{
    public static string ToText(TransitionKind kind) => kind switch
    {
        TransitionKind.Start => "start",
        TransitionKind.Fired => "fired",
        TransitionKind.Internal => "internal",
        TransitionKind.Elapsed => "elapsed",
        _ => "restored",
    };

    /// <summary>Gives the kind of a stored name; one that is not known was not made by a firing.</summary>
    public static TransitionKind Parse(string? text) => text switch
    {
        "start" => TransitionKind.Start,
        "fired" => TransitionKind.Fired,
        "internal" => TransitionKind.Internal,
        "elapsed" => TransitionKind.Elapsed,
        _ => TransitionKind.Restored,
    };
}
