using Holdfast.Processes.Maps.Progress;

namespace Holdfast.Processes.Tests.Maps.Progress;

public sealed class BarLineTests
{
    [Theory]
    [InlineData(0, 10L, 0, "[..........]   0 %  0 of 10")]
    [InlineData(5, 10L, 0, "[#####.....]  50 %  5 of 10")]
    [InlineData(10, 10L, 0, "[#########] 100 %  10 of 10")]
    [InlineData(0, 0L, 0, "[###########] 100 %  0 of 0")]
    [InlineData(11, 10L, 0, "[#########] 100 %  11 of 10")]
    [InlineData(5, null, 0, "5 done")]
    [InlineData(5, null, 2, "5 done, 2 failed")]
    public void Of_AWidth_FillsIt(long done, long? total, long failed, string line) =>
        Assert.Equal(line, BarLine.Of(new MapProgress(done, total, failed), 27));

    [Fact]
    public void Of_FewColumns_LeavesTheBarOutAndCutsTheNumbers()
    {
        MapProgress half = new(500, 1000, 3);
        Assert.Equal(" 50 %  500 of 1000, 3 failed", BarLine.Of(half, 30));
        Assert.Equal(" 50 %", BarLine.Of(half, 5));
        Assert.Equal("", BarLine.Of(half, -1));
        Assert.Equal(40, BarLine.Of(half, 1000).Count(letter => letter is '#' or '.'));
    }
}
