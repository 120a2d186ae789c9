using Holdfast.Configuration;

namespace Holdfast.Samples.Tests;

public sealed class SettingsTests : SampleTest
{
    [Fact]
    public async Task Settings_ChangedForTheWorse_AreRolledBackAndTheVersionsGoOn()
    {
        string first = await Sample.RunAsync("Settings", 0, StorePath);
        string second = await Sample.RunAsync("Settings", 0, StorePath);
        Assert.StartsWith(
            """
            requests, version 0: 0 of 10 requests fail
            refused: requests: a time-out is longer than nothing
            requests, version 1, by operator: 3 of 10 requests fail
            requests, version 2: 0 of 10 requests fail

            version 0 by
            """,
            first,
            StringComparison.Ordinal);
        Assert.Contains(
            "\nversion 4 by service (3 failures since requests, version 3): ", second, StringComparison.Ordinal);
        using Store store = Store.Open(StorePath);
        Config settings = store.GetState("service").GetConfigurations("/settings")["requests"];
        Assert.Equal(5, settings.GetHistory().Count);
        Assert.Equal(4711, settings.At(3).Metadata["ticket"].As<int>());
        Assert.True(settings.Compare(0, 4).AreSame);
    }
}
