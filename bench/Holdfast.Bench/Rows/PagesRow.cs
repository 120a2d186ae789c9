using Holdfast.Bench.Measuring;
using Holdfast.Bench.Peers;
using Holdfast.Processes;

namespace Holdfast.Bench.Rows;

/// <summary>Downloads pages in the ways that zproc compares: a process for each, a map, tasks in one process.</summary>
/// <remarks>
/// Source. zproc's <c>webpage_downloader.py</c>, which downloads 29 sites of the internet; here a server in this
///         process answers each request after a while.
/// </remarks>
internal sealed class PagesRow : Row
{
    private const int Pages = 29;
    private const int Workers = 4;

    public override string Name => "pages";

    public override string About => "29 pages of a slow server: a process for each, a map on four workers, tasks";

    public override IEnumerable<Finding> Measure(Workbench bench)
    {
        using SlowServer server = new();
        string[] addresses = [.. Enumerable.Range(1, Pages).Select(page => $"{server.Address}{page}")];
        using ProcessContext context = new(bench.NewFolder(), new ProcessContextOptions { Workers = Workers });
        List<Contender> contenders =
        [
            new("map on four workers", Unit.Time, () => Loop.Once(() => Map(context, addresses))),
            new("a process for each", Unit.Time, () => Loop.Once(() => Start(context, addresses))),
            new("tasks in one process", Unit.Time, () => Loop.Once(() => Tasks(addresses))),
        ];
        if (bench.Has(Tool.Python))
        {
            contenders.Add(new PythonPeer(bench).Time(
                "multiprocessing.Pool(4).map", "pool_pages", server.Address, $"{Pages}"));
        }

        Series[] series = Rounds.Take(bench, [.. contenders]);
        if (series.Length > 3) yield return Finding.Compare("29 pages, map", series[0], series[3]);
        yield return Finding.Compare("29 pages, map", series[0], series[2]);
        yield return Finding.Compare("29 pages, a process for each", series[1], series[2]);
    }

    private static async Task<int> Download(string address)
    {
        using HttpClient client = new();
        return (await client.GetByteArrayAsync(new Uri(address)).ConfigureAwait(false)).Length;
    }

    private static void Map(ProcessContext context, string[] addresses)
    {
        MapArguments arguments = new() { Items = addresses };
        foreach (int length in context.Map<int>(Download, arguments)) GC.KeepAlive(length);
    }

    private static void Start(ProcessContext context, string[] addresses)
    {
        ChildProcess[] processes = [.. addresses.Select(address => context.Start(Download, address))];
        foreach (ChildProcess process in processes) process.Wait<int>();
    }

    private static void Tasks(string[] addresses) =>
        Task.WhenAll(addresses.Select(Download)).GetAwaiter().GetResult();
}
