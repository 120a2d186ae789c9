using System.Diagnostics.CodeAnalysis;
using Holdfast.Processes.Calls;
using Holdfast.Processes.Supervision;

namespace Holdfast.Processes;

/// <content>Supervisors and links.</content>
public sealed partial class ProcessContext
{
    private readonly List<Supervisor> _supervisors = [];

    /// <summary>Starts children in order and looks after them.</summary>
    /// <param name="children">The children, in the order in which they are started.</param>
    /// <returns>Their supervisor. Its processes are not among <see cref="Processes"/>.</returns>
    /// <inheritdoc cref="Start(Delegate, object?[])" path="/exception"/>
    [RequiresUnreferencedCode(FunctionReference.Reflection)]
    [RequiresDynamicCode(FunctionReference.Reflection)]
    public Supervisor Supervise(params IReadOnlyList<ChildSpecification> children) =>
        Supervise(new SupervisorOptions(), children);

    /// <inheritdoc cref="Supervise(IReadOnlyList{ChildSpecification})"/>
    /// <param name="options">The name of the supervisor, its strategy and its limits.</param>
    /// <param name="children">The children, in the order in which they are started.</param>
    [RequiresUnreferencedCode(FunctionReference.Reflection)]
    [RequiresDynamicCode(FunctionReference.Reflection)]
    public Supervisor Supervise(SupervisorOptions options, params IReadOnlyList<ChildSpecification> children)
    {
        ArgumentNullException.ThrowIfNull(options);
        Supervisor supervisor = new(this, options, ChildSlot.Of(this, options.Name, children));
        lock (_lock)
        {
            ThrowIfDisposed();
            _supervisors.Add(supervisor);
        }

        supervisor.Start();
        return supervisor;
    }

    /// <summary>Ties processes together: when one fails, the others are stopped.</summary>
    /// <param name="processes">The processes, started or not.</param>
    /// <returns>The link; disposing of it cuts it.</returns>
    public static ProcessLink Link(params IReadOnlyList<ChildProcess> processes)
    {
        ArgumentNullException.ThrowIfNull(processes);
        return new ProcessLink([.. processes]);
    }

    /// <summary>Lets go of a supervisor whose children have all ended.</summary>
    internal void Forget(Supervisor supervisor)
    {
        lock (_lock) _supervisors.Remove(supervisor);
    }

    internal IReadOnlyList<Supervisor> Supervisors
    {
        get
        {
            lock (_lock) return [.. _supervisors];
        }
    }

    private async Task StopSupervisorsAsync()
    {
        Exception? first = null;
        foreach (Supervisor supervisor in Supervisors.Reverse())
        {
            try
            {
                await supervisor.StopAsync().ConfigureAwait(false);
            }
            catch (Exception stuck)
            {
                first ??= stuck;
            }
        }

        if (first is not null) throw first;
    }
}
