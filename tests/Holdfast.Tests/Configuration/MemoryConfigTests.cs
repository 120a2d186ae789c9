using Holdfast.Configuration;
using Holdfast.Errors;

namespace Holdfast.Tests.Configuration;

public sealed class MemoryConfigTests : ConfigContract
{
    protected override ConfigManager Open() => new();

    [Fact]
    public void Config_OfItsOwn_IsTheDocumentedManager()
    {
        Config config = new(Initial);
        config.Update(Value.Parse("""{"log_level":"DEBUG","timeout":60}"""));
        Assert.Equal("DEBUG", config["log_level"].As<string>());
        Assert.Equal(1, config.Version);
        Assert.Equal([0L, 1L], config.GetHistory().Select(change => change.Version));
    }

    [Fact]
    public void Changed_InMemory_IsToldBeforeTheCallReturns()
    {
        Config config = new(Initial);
        int told = 0;
        config.Changed += (sender, change) => told += (int)change.New.Version;
        config.Set("timeout", 1);
        Assert.Equal(1, told);
    }

    [Fact]
    public void KeptVersions_Passed_TheOldestIsACodedErrorAndResetStillWorks()
    {
        Config config = new(Initial, new() { KeptVersions = 3 });
        for (int count = 1; count <= 5; count++)
            config.Set("timeout", count);
        Assert.Equal(ErrorCode.TrimmedRevision, CodeOf(() => config.At(2)));
        Assert.Equal(ErrorCode.TrimmedRevision, CodeOf(() => config.GetHistory()));
        Assert.Equal([3L, 4, 5], config.GetHistory(3).Select(change => change.Version));
        Assert.Equal("/timeout: 2 -> 3", Assert.Single(config.GetHistory(3)[0].Changes).ToString());
        Assert.Equal(Initial, config.Reset()!.Values);
        Assert.Throws<ArgumentOutOfRangeException>(() => new ConfigManagerOptions { KeptVersions = 0 });
    }

    [Fact]
    public void Time_OfVersions_IsTheProviders()
    {
        DateTimeOffset time = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
        Config config = new(Initial, new() { TimeProvider = new StoppedClock(time) });
        Assert.Equal(time, config.Set("timeout", 1).Time);
        Assert.Equal(time, new VersionedConfig(Initial, new StoppedClock(time)).Set("timeout", 1).Time);
    }

    private sealed class StoppedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
