namespace Holdfast.Machines.Definitions;

/// <summary>
/// What a machine does on entry, on exit or on a transition; one of the two functions is there, or none.
/// </summary>
/// <param name="Name">What it does, in words; null when nothing was said.</param>
/// <param name="Run">The action, when it is synchronous.</param>
/// <param name="RunAsync">The action, when it is asynchronous.</param>
/// <param name="Given">What the program gave, where <paramref name="Run"/> only calls it.</param>
internal sealed record MachineAction<TState, TTrigger>(
    string? Name,
    Action<ActionContext<TState, TTrigger>>? Run = null,
    Func<ActionContext<TState, TTrigger>, CancellationToken, Task>? RunAsync = null,
    Delegate? Given = null)
    where TState : notnull
    where TTrigger : notnull
{
    /// <summary>Whether its code is unknown, because the definition was loaded from JSON.</summary>
    public bool IsMissing => Run is null && RunAsync is null;
}
