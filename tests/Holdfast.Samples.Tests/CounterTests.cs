namespace Holdfast.Samples.Tests;

public sealed class CounterTests : SampleTest
{
    [Fact]
    public async Task Counter_RunTwice_LosesNoAddition()
    {
        string first = await Sample.RunAsync("Counter", 0, StorePath);
        string second = await Sample.RunAsync("Counter", 0, StorePath);
        Assert.StartsWith("visits 0 -> 2000\n", first, StringComparison.Ordinal);
        Assert.StartsWith("visits 2000 -> 4000\n", second, StringComparison.Ordinal);
        using Store store = Store.Open(StorePath);
        State counters = store.GetState("counters");
        Assert.Equal(8, counters.Get("/by").Count);
        Assert.All(counters.Get("/by").Members, member => Assert.Equal(500, member.Value.As<int>()));
        Assert.Equal(500, counters.Get<int>("/most/count"));
        Assert.Equal(8000, counters.Revision.Number);
    }
}
