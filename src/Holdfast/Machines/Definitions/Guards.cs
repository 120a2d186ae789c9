namespace Holdfast.Machines.Definitions;

/// <summary>Makes one guard of several.</summary>
internal static class Guards
{
    /// <summary>A guard that holds when all do; null when there is none.</summary>
    public static Guard<TState, TTrigger>? All<TState, TTrigger>(IReadOnlyList<Guard<TState, TTrigger>> guards)
        where TState : notnull
        where TTrigger : notnull => guards switch
        {
            [] => null,
            [var only] => only,
            _ => new Guard<TState, TTrigger>(
                string.Join(" and ", guards.Select(guard => guard.Name)),
                Full: guards.Any(guard => guard.IsMissing) ? null : HoldAll([.. guards]),
                NeedsArgument: guards.Any(guard => guard.NeedsArgument),
                ReadsState: guards.Any(guard => guard.ReadsState))
            {
                Parts = [.. guards.Select(guard => guard.Name)],
            },
        };

    private static Func<GuardContext<TState, TTrigger>, bool> HoldAll<TState, TTrigger>(
        Guard<TState, TTrigger>[] guards)
        where TState : notnull
        where TTrigger : notnull => context =>
        {
            foreach (Guard<TState, TTrigger> guard in guards)
                if (!guard.Holds(context)) return false;
            return true;
        };
}
