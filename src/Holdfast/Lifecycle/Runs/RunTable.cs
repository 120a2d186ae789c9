using Holdfast.Machines;

namespace Holdfast.Lifecycle.Runs;

/// <summary>The table of a run: which trigger leads from where to where.</summary>
internal static class RunTable
{
    public static MachineDefinition<RunPhase, RunTrigger> Definition { get; } = Build();

    /// <summary>The state that a trigger leads to.</summary>
    /// <exception cref="TransitionRefusedException">TransitionRefused: it is not for that state.</exception>
    public static RunPhase Next(RunPhase phase, RunTrigger trigger, string? name)
    {
        try
        {
            return Definition.CreateMachine(phase).Fire(trigger);
        }
        catch (TransitionRefusedException refused)
        {
            string run = string.IsNullOrEmpty(name) ? "The run" : $"The run '{name}'";
            string taken = string.Join(", ", refused.Allowed);
            throw new TransitionRefusedException(
                refused.Code,
                $"{run} is in '{phase}' and does not take '{trigger}' there, but {taken}; look at its Phase first.",
                refused.State,
                refused.Wanted,
                refused.Allowed);
        }
    }

    private static MachineDefinition<RunPhase, RunTrigger> Build()
    {
        MachineBuilder<RunPhase, RunTrigger> table = new(RunPhase.Idle);
        table.In(RunPhase.Idle)
            .On(RunTrigger.Start, RunPhase.Running)
            .On(RunTrigger.Cancel, RunPhase.Idle);
        table.In(RunPhase.Running)
            .On(RunTrigger.Cancel, RunPhase.Stopping)
            .On(RunTrigger.Pause, RunPhase.Paused)
            .On(RunTrigger.Stop, RunPhase.Stopped);
        table.In(RunPhase.Paused)
            .On(RunTrigger.Cancel, RunPhase.Stopping)
            .On(RunTrigger.Pause, RunPhase.Paused)
            .On(RunTrigger.Resume, RunPhase.Running)
            .On(RunTrigger.Stop, RunPhase.Stopped);
        table.In(RunPhase.Stopping)
            .On(RunTrigger.Cancel, RunPhase.Stopping)
            .On(RunTrigger.Stop, RunPhase.Stopped);
        table.In(RunPhase.Stopped)
            .On(RunTrigger.Start, RunPhase.Running)
            .On(RunTrigger.Cancel, RunPhase.Stopped);
        return table.Build();
    }
}
