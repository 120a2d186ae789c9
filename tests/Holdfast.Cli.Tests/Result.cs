namespace Holdfast.Cli.Tests;

/// <summary>What a command line left behind.</summary>
public sealed record Result(int Exit, string Output, string Error)
{
    /// <summary>Checks that it failed with one line on standard error, and with nothing else.</summary>
    public void AssertFails(int exit, string code, string part = "")
    {
        Assert.Matches($"^holdfast: {code}: [^\n]+\n$", Error);
        Assert.Contains(part, Error, StringComparison.Ordinal);
        Assert.Equal(exit, Exit);
        Assert.Equal("", Output);
    }
}
