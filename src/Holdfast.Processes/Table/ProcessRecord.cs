namespace Holdfast.Processes.Table;

/// <summary>What the table of processes says of one.</summary>
internal sealed record ProcessRecord
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string Function { get; init; }

    /// <summary>The process that made it, which has the store open.</summary>
    public required StoreProcess Maker { get; init; }

    /// <summary>The id of that, where it is in the table itself.</summary>
    public string? Parent { get; init; }

    public Backend Backend { get; init; }

    public ProcessPhase Phase { get; init; }

    /// <summary>It, as it has the store open; null until it has.</summary>
    public StoreProcess? Self { get; init; }

    /// <summary>Which machine run and which numbering of processes its number belongs to; null until it runs.</summary>
    public ProcessPlace? Place { get; init; }

    public required DateTimeOffset Created { get; init; }

    public DateTimeOffset? Started { get; init; }

    public DateTimeOffset? Ended { get; init; }

    public int? ExitCode { get; init; }

    public int Retries { get; init; }

    /// <summary>The last exception, as type and message; null: none so far.</summary>
    public string? Error { get; init; }

    /// <summary>The file that has its output; null: none has.</summary>
    public string? Output { get; init; }

    /// <summary>Whether it was asked to end, so that it does not try again.</summary>
    public bool IsStopping { get; init; }

    public bool IsOver => Phase is ProcessPhase.Ended or ProcessPhase.Died;
}
