namespace Holdfast.Processes.Supervision;

/// <summary>A child of a supervisor, as it is at a moment.</summary>
/// <param name="Name">The name of the child.</param>
/// <param name="Process">Its newest process; null: it is a supervisor.</param>
/// <param name="Supervisor">The newest supervisor; null: it is a process.</param>
/// <param name="IsAlive">Whether it runs.</param>
/// <param name="Restarts">How often it was restarted.</param>
public sealed record SupervisedChild(
    string Name, ChildProcess? Process, Supervisor? Supervisor, bool IsAlive, int Restarts);
