using Holdfast.Lifecycle.Runs;
using Holdfast.Processes.Liveness;
using Holdfast.Processes.Table;

namespace Holdfast.Processes;

/// <summary>How it is with a process that was started on a store, by whomever.</summary>
/// <remarks>Threads. Immutable.</remarks>
public sealed record ProcessStatus
{
    /// <summary>Its id, which no other process of the store gets.</summary>
    public required string Id { get; init; }

    /// <summary>Its name, for people; several may have the same.</summary>
    public required string Name { get; init; }

    /// <summary>The function that it runs.</summary>
    public required string Function { get; init; }

    /// <summary>The id of the process that started it; null when that is not in the table itself.</summary>
    public required string? Parent { get; init; }

    /// <summary>What runs it.</summary>
    public required Backend Backend { get; init; }

    /// <summary>How far it is, by the kernel's word and not only by what was written down.</summary>
    public required ProcessPhase Phase { get; init; }

    /// <summary>Its run, which pause, resume and cancel control; null when its function never looked at one.</summary>
    public required RunPhase? Run { get; init; }

    /// <summary>Its number, as its own PID namespace has it; null before it runs.</summary>
    public required int? Pid { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When it began to run.</summary>
    public required DateTimeOffset? Started { get; init; }

    /// <summary>When it ended; null while it runs, and when nobody saw its end.</summary>
    public required DateTimeOffset? Ended { get; init; }

    /// <summary>Its exit code, −N for an end by signal N; null before, and when nobody saw its end.</summary>
    public required int? ExitCode { get; init; }

    /// <summary>How often it was tried again.</summary>
    public required int Retries { get; init; }

    /// <summary>Its last exception, as type and message; null: none.</summary>
    public required string? Error { get; init; }

    /// <summary>The file that has its output; null when none has.</summary>
    public required string? Output { get; init; }

    /// <summary>Whether it has ended, however.</summary>
    public bool IsOver => Phase is ProcessPhase.Ended or ProcessPhase.Died;

    internal static ProcessStatus Of(ProcessRecord record, LivingProcesses living, RunPhase? run) => new()
    {
        Id = record.Id,
        Name = record.Name,
        Function = record.Function,
        Parent = record.Parent,
        Backend = record.Backend,
        Phase = record.IsOver || living.Contains(record.Self ?? record.Maker) ? record.Phase : ProcessPhase.Died,
        Run = run,
        Pid = record.Self?.ProcessId,
        Created = record.Created,
        Started = record.Started,
        Ended = record.Ended,
        ExitCode = record.ExitCode,
        Retries = record.Retries,
        Error = record.Error,
        Output = record.Output,
    };
}
