namespace Holdfast.Cli.Bench;

/// <summary>What a bench was asked to do.</summary>
/// <param name="Kinds">What to measure, one after the other.</param>
/// <param name="Processes">How many processes share each load; null: as each kind is meant.</param>
/// <param name="Durability">What the commits have to survive.</param>
/// <param name="Time">How long each is measured.</param>
/// <param name="IsCheck">Whether to judge.</param>
internal sealed record BenchPlan(
    IReadOnlyList<BenchKind> Kinds, int? Processes, Durability Durability, TimeSpan Time, bool IsCheck)
{
    public const int MostProcesses = 64;

    private const int ProcessesThatContend = 4;

    /// <summary>How many processes a kind is measured with; for wakes, how many watch.</summary>
    public int ProcessesOf(BenchKind kind) => Processes ?? (kind == BenchKind.Atomic ? ProcessesThatContend : 1);

    /// <summary>How many other processes that takes: this one works too, but never watches.</summary>
    public int WorkersOf(BenchKind kind) => kind == BenchKind.Wake ? ProcessesOf(kind) : ProcessesOf(kind) - 1;
}
