namespace Holdfast.Machines.Firing;

/// <summary>
/// Marks the flow of a firing whose actions run, so that a firing of the same machine by such an action is known.
/// </summary>
internal sealed class FiringScope : IDisposable
{
    private static readonly AsyncLocal<FiringScope?> Current = new();

    private readonly object _machine;
    private readonly FiringScope? _outer;
    private volatile bool _isOver;

    private FiringScope(object machine, FiringScope? outer) => (_machine, _outer) = (machine, outer);

    public static FiringScope Enter(object machine) => Current.Value = new FiringScope(machine, Current.Value);

    /// <summary>Whether this code was called by an action of a firing of a machine that is not over.</summary>
    public static bool IsInside(object machine)
    {
        for (FiringScope? scope = Current.Value; scope is not null; scope = scope._outer)
            if (scope._machine == machine && !scope._isOver) return true;
        return false;
    }

    /// <summary>Ends it also for flows that were begun within it and go on.</summary>
    public void Dispose()
    {
        _isOver = true;
        Current.Value = _outer;
    }
}
