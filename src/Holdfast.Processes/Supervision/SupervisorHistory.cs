namespace Holdfast.Processes.Supervision;

/// <summary>The history of supervisors, read from any process that has the store open.</summary>
public static class SupervisorHistory
{
    /// <summary>Gives the ends of a supervisor's children, oldest first.</summary>
    /// <remarks>Shape. The newest 100 are kept, also over restarts of the program. Empty for an unknown name.</remarks>
    /// <param name="store">The store.</param>
    /// <param name="supervisor">The supervisor's name; of a nested one <c>outer/inner</c>.</param>
    public static IReadOnlyList<ChildExit> GetChildExits(this Store store, string supervisor)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentException.ThrowIfNullOrEmpty(supervisor);
        return new SupervisorTable(store, supervisor).Exits();
    }
}
