namespace Holdfast.Tests.States;

public sealed class OptionsTests
{
    private const string HalfAPair = "\ud800";

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void MaxAttempts_BelowOne_IsRefused(int attempts)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new StoreOptions { MaxAttempts = attempts });
        Assert.Throws<ArgumentOutOfRangeException>(() => new CommitOptions { MaxAttempts = attempts });
    }

    [Fact]
    public void Retention_NegativeLimit_IsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Retention { Bytes = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Retention { Commits = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Retention { Age = TimeSpan.FromTicks(-1) });
        Assert.Null(new Retention { Commits = null, Age = null }.Commits);
    }

    [Fact]
    public void Timeout_Negative_IsRefusedButInfiniteIsNot()
    {
        TimeSpan negative = TimeSpan.FromSeconds(-1);

        Assert.Throws<ArgumentOutOfRangeException>(() => new StoreOptions { Timeout = negative });
        Assert.Throws<ArgumentOutOfRangeException>(() => new CommitOptions { Timeout = negative });
        Assert.Equal(Timeout.InfiniteTimeSpan, new CommitOptions { Timeout = Timeout.InfiniteTimeSpan }.Timeout);
    }

    [Fact]
    public void AuthorAndReason_NoUnicodeOrTooLong_AreRefused()
    {
        string tooLong = new('x', 65_537);

        Assert.Throws<ArgumentNullException>(() => new StoreOptions { Author = null! });
        Assert.Throws<ArgumentException>(() => new StoreOptions { Author = HalfAPair });
        foreach (string wrong in new[] { HalfAPair, tooLong })
        {
            Assert.Throws<ArgumentException>(() => new CommitOptions { Author = wrong });
            Assert.Throws<ArgumentException>(() => new CommitOptions { Reason = wrong });
        }

        Assert.Equal(65_536, new CommitOptions { Reason = tooLong[1..] }.Reason!.Length);
    }

    [Fact]
    public void Durability_Unknown_IsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new StoreOptions { Durability = (Durability)7 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new CommitOptions { Durability = (Durability)7 });
    }

    [Fact]
    public void Null_WhereSomethingIsNeeded_IsRefused()
    {
        Assert.Throws<ArgumentNullException>(() => new StoreOptions { Retention = null! });
        Assert.Throws<ArgumentNullException>(() => new StoreOptions { TimeProvider = null! });
        Assert.Throws<ArgumentNullException>(() => new WatchOptions { Paths = null! });
        Assert.Throws<ArgumentNullException>(() => new WatchOptions { Exclude = null! });
    }

    // Both were taken: a reader without a name, and a beginning before the first revision.
    [Fact]
    public void Watch_EmptyReaderOrNegativeBeginning_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => new WatchOptions { Reader = "" });
        Assert.Throws<ArgumentOutOfRangeException>(() => new WatchOptions { From = new Revision(-5) });
        Assert.Equal(Revision.Zero, new WatchOptions { Reader = null, From = Revision.Zero }.From);
    }
}
