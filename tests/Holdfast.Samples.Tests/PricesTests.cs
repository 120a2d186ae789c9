namespace Holdfast.Samples.Tests;

public sealed class PricesTests : SampleTest
{
    [Fact]
    public async Task Prices_OfWorkersThatShare_AreAllThereAndNothingIsOpenTwice()
    {
        Directory.CreateDirectory(InputPath);
        string log = Path.Combine(InputPath, "prices.log");
        Assert.Equal(
            """
            the log is opened
            50 prices
            100 prices
            the log is closed
            {"prices":100,"broken":1} after 101 changes
            in the log: 100 lines
            more than 2 connections at once: False

            """,
            await Sample.RunAsync("Prices", 0, log));
        string[] expected = [.. Enumerable.Range(1, 4).SelectMany(worker => Enumerable.Range(1, 25)
            .Select(request => $"tea {worker}.{request}: 4.20")).Order(StringComparer.Ordinal)];
        Assert.Equal(expected, File.ReadAllLines(log).Order(StringComparer.Ordinal));
    }
}
