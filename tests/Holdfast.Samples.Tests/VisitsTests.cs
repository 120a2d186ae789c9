using Holdfast.Immutable;

namespace Holdfast.Samples.Tests;

public sealed class VisitsTests : SampleTest
{
    [Fact]
    public async Task Visits_RunTwice_HandlersMadeForEachRequestGoOnCounting()
    {
        string first = await Sample.RunAsync("Visits", 0, StorePath);
        string second = await Sample.RunAsync("Visits", 0, StorePath);
        Assert.Equal("visits 0 -> 20\nhandlers made for 22 requests: 22\n", first);
        Assert.Equal("visits 20 -> 40\nhandlers made for 22 requests: 22\n", second);
        using Store store = Store.Open(StorePath);
        StateCell<Guests> cell = store.GetState("site").GetCell("/guests", new Guests(0, ""));
        Assert.Equal((40, 40), (cell.Current.Count, (int)cell.Generation));
        Assert.StartsWith("visitor ", cell.Current.Last, StringComparison.Ordinal);
    }

    private sealed record Guests(int Count, string Last);
}
