using Holdfast.Configuration;
using Holdfast.Errors;

namespace Holdfast.Tests.Configuration;

/// <content>Versions that were made elsewhere.</content>
public abstract partial class ConfigContract
{
    private static readonly DateTimeOffset Then = new(2024, 2, 29, 12, 30, 15, 123, TimeSpan.FromHours(2));

    private static VersionedConfig Elsewhere(long version) =>
        new(version, Initial, Value.Parse("""{"ticket":7}"""))
        {
            Name = "web",
            Parent = version - 1,
            Author = "ann",
            Reason = "as it was",
            Time = Then,
        };

    // It began at 0 and lost all but the values.
    [Fact]
    public void Register_VersionFive_IsVersionFiveWithAllThatItSays()
    {
        Config config = Manager.Register(Elsewhere(5));
        Assert.Equal(5, config.Version);
        VersionedConfig[] all = [config.Current, config.At(5), config.GetHistory(5)[0].Config];
        foreach (VersionedConfig kept in all)
        {
            Assert.Equal(Elsewhere(5), kept);
            Assert.Equal(("ann", "as it was", Then), (kept.Author, kept.Reason, kept.Time));
        }

        VersionedConfig next = config.Set("timeout", 1, new() { Author = "bob" });
        Assert.Equal((6, 5L, "bob", 0), (next.Version, next.Parent, next.Author, next.Metadata.Count));
        Assert.NotEqual(Then, config.Current.Time);
        Assert.Equal(("ann", Then), (config.At(5).Author, config.At(5).Time));
        Assert.Equal((7L, Initial), (config.Reset()!.Version, config.Values));
        Assert.Equal([5, 6, 7], config.GetHistory(5).Select(change => change.Version));
        Assert.Equal(ErrorCode.TrimmedRevision, CodeOf(() => config.At(4)));
    }

    [Fact]
    public void Register_VersionFive_KeepsWhatTheOptionsSayInstead()
    {
        ConfigChangeOptions options = new() { Author = "eve", Metadata = Value.Parse("""{"ticket":8}""") };
        VersionedConfig kept = Manager.Register(Elsewhere(5), options).Current;
        Assert.Equal(("eve", "as it was", options.Metadata), (kept.Author, kept.Reason, kept.Metadata));
    }

    [Fact]
    public void Register_NumberThatWasGiven_GetsTheNextOneAndAGreaterOneIsKept()
    {
        Config config = Manager.Register("web", Initial);
        config.Set("timeout", 1);
        Manager.Unregister("web");
        VersionedConfig again = Manager.Register(Elsewhere(1)).Current;
        Assert.Equal((2, 1L, "ann"), (again.Version, again.Parent, again.Author));
        Manager.Change(batch =>
        {
            batch.Unregister("web");
            batch.Register(Elsewhere(9));
        });
        Assert.Equal((9, 8L), (config.Version, config.Current.Parent));
        Assert.Equal(10, config.Set("timeout", 2).Version);
        Assert.Equal(1, config.At(1).Get<int>("timeout"));
        Assert.Equal([0, 1, 2, 9, 10], config.GetHistory().Select(change => change.Version));
        Assert.Equal(ErrorCode.UnknownVersion, CodeOf(() => config.At(5)));
        Assert.Equal(ErrorCode.UnknownVersion, CodeOf(() => config.GetHistory(5)));
    }
}
