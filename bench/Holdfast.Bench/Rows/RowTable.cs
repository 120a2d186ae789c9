namespace Holdfast.Bench.Rows;

/// <summary>All rows, in the order of the report.</summary>
internal static class RowTable
{
    private static readonly Row[] All =
    [
        new ReadRow(), new CommitRow(), new StallRow(), new CounterRow(), new WakeRow(), new DiskRow(),
        new OpenRow(), new SizeRow(), new IdleRow(), new BytesRow(), new StartRow(), new CellRow(), new BagRow(),
        new RunRow(), new ResourceRow(), new PoolRow(),
        new MachineRow(), new StoredMachineRow(), new ConfigRow(), new ProcessRow(), new MapRow(),
        new LongMapRow(), new PagesRow(), new CallRow(), new LockRow(), new QueueRow(),
    ];

    /// <summary>Gives the rows with some names; none: all.</summary>
    /// <exception cref="FormatException">There is no such row.</exception>
    public static IReadOnlyList<Row> Select(IReadOnlyList<string> names) =>
        names.Count == 0 ? All : [.. names.Select(Find)];

    private static Row Find(string name) => Array.Find(All, row => row.Name == name)
        ?? throw new FormatException(
            $"There is no row '{name}'; there are {string.Join(", ", All.Select(row => row.Name))}.");
}
