namespace Holdfast.Samples.Tests;

/// <summary>Each example of the tour, with what it prints to the last letter where that is fixed.</summary>
public sealed class TourTests
{
    [Theory]
    [InlineData(
        "chain",
        "main: sets foo to foobar\nfirst: woke, sets foo to bar\nsecond: woke\nmain: all have ended\n")]
    [InlineData("nested", "the deepest is at level 5\nlevels that ran: 1 2 3 4 5\n")]
    [InlineData(
        "watchers",
        """
        flag1 changed: {"flag1":true}
        not flag1 changed: {"flag1":true,"flag2":true}
        both are there: {"flag1":true,"flag2":true}

        """)]
    [InlineData("peanuts", "got 1\ngot 2\ngot 3\ngot 4\ngot 5\ngot 6\ngot 7\ngot 8\ngot 9\ngot 10\nlive: 11\n")]
    [InlineData("button", "short\nlong\nshort\n")]
    [InlineData("errors", "exit code 1: this page is torn\noriginal: this page is torn\n")]
    [InlineData(
        "maps",
        "1 4 9 16\n0 1 8 27 64 ... 941192 970299\n4 9 36 256\n1007 3132 32 736 132 65543 8\n")]
    public async Task Tour_Example_PrintsThis(string name, string printed) =>
        Assert.Equal(printed, await Sample.RunAsync("Tour", 0, name));

    [Fact]
    public async Task Counter_FiftyProcesses_PrintsTheNumbersInOrder() => Assert.Equal(
        Enumerable.Range(1, 50).Select(number => $"{number}").Append("counted to 50"), await LinesAsync("counter"));

    [Fact]
    public async Task Cookies_BakedAtOnce_AreAllEatenInOrder()
    {
        string[] lines = await LinesAsync("cookies");
        Assert.Equal("5 cookies eaten", lines[^1]);
        Assert.Equal(
            ["nom 1", "nom 2", "nom 3", "nom 4", "nom 5"],
            lines.Where(line => line.StartsWith("nom", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Luck_NumbersUntilALuckyOne_StopsTheGenerator() => Assert.Matches(
        @"^lucky: 0\.60(0\d|10)\nstopped after some numbers: True\n$", await Sample.RunAsync("Tour", 0, "luck"));

    [Fact]
    public async Task Pages_OfALocalServer_AreDownloadedInOrder() => Assert.Equal(
        Enumerable.Range(1, 29).Select(page => $"page {page}: {100 * page} bytes"), await LinesAsync("pages"));

    [Fact]
    public async Task Tour_WithoutAName_ListsTheExamples()
    {
        Assert.Equal(11, (await LinesAsync()).Length);
        Assert.StartsWith("counter ", await Sample.RunAsync("Tour", 2, "nothing"), StringComparison.Ordinal);
    }

    private static async Task<string[]> LinesAsync(params string[] words) =>
        (await Sample.RunAsync("Tour", 0, words)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
