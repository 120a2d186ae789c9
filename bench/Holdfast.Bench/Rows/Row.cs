using Holdfast.Bench.Measuring;

namespace Holdfast.Bench.Rows;

/// <summary>One row of the table of aims: measures Holdfast and its neighbours in turns.</summary>
internal abstract class Row
{
    /// <summary>The word that selects it.</summary>
    public abstract string Name { get; }

    /// <summary>What it measures, in a line.</summary>
    public abstract string About { get; }

    /// <summary>Measures; each finding is given as soon as it is there.</summary>
    public abstract IEnumerable<Finding> Measure(Workbench bench);
}
