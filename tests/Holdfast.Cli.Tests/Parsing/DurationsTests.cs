using Holdfast.Cli.Parsing;
using Holdfast.Errors;

namespace Holdfast.Cli.Tests.Parsing;

public sealed class DurationsTests
{
    [Theory]
    [InlineData("250ms", 250)]
    [InlineData("10s", 10_000)]
    [InlineData("2m", 120_000)]
    [InlineData("1h", 3_600_000)]
    [InlineData("1d", 86_400_000)]
    [InlineData("10", 10_000)]
    [InlineData("0.5", 500)]
    [InlineData(".5s", 500)]
    [InlineData("0", 0)]
    public void Parse_SecondsOrUnit_IsThatTime(string text, int milliseconds) =>
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), Durations.Parse(text, "--timeout"));

    [Theory]
    [InlineData("")]
    [InlineData("s")]
    [InlineData("-1")]
    [InlineData("1e3")]
    [InlineData("1,5")]
    [InlineData("1 s")]
    [InlineData("1w")]
    [InlineData("NaN")]
    [InlineData("50000h")]
    [InlineData("50d")]
    public void Parse_AnythingElse_IsWrongUsage(string text) =>
        Assert.Equal(
            ErrorCode.Usage, Assert.Throws<HoldfastArgumentException>(() => Durations.Parse(text, "--timeout")).Code);

    [Fact]
    public void ParseAge_MoreThanATimerWaits_IsThatTime()
    {
        Assert.Equal(TimeSpan.FromDays(3650), Durations.ParseAge("3650d", "--age"));
        Assert.Throws<HoldfastArgumentException>(() => Durations.ParseAge("400000d", "--age"));
    }
}
