using Holdfast.Bench.Measuring;
using Holdfast.Bench.Rows;

namespace Holdfast.Bench.Output;

/// <summary>What a run found, as data.</summary>
internal sealed class Report(string machine, int rounds, TimeSpan slice)
{
    private readonly List<(Row Row, Finding Finding)> _findings = [];

    public string Machine { get; } = machine;

    public int Rounds { get; } = rounds;

    public TimeSpan Slice { get; } = slice;

    public IReadOnlyList<(Row Row, Finding Finding)> Findings => _findings;

    /// <summary>What could not be measured, and why.</summary>
    public IReadOnlyList<string> Notes { get; private set; } = [];

    public void Add(Row row, Finding finding) => _findings.Add((row, finding));

    public void End(IReadOnlyList<string> notes) => Notes = notes;
}
