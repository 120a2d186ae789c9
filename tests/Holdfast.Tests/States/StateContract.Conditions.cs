using Holdfast.Errors;

namespace Holdfast.Tests.States;

public abstract partial class StateContract
{
    [Fact]
    public async Task WhenAsync_HoldsAlready_ReturnsAtOnce()
    {
        Shop["/n"] = 3;

        Snapshot seen = await Shop.WhenAsync(
            "/n", n => n.As<int>() < 5, TimeSpan.Zero, TestContext.Current.CancellationToken);

        Assert.Equal(new Revision(1), seen.Revision);
    }

    [Fact]
    public async Task WhenAsync_BecomesTrueLater_GivesThatRevision()
    {
        Shop["/n"] = 10;
        Task<Snapshot> waiting = Shop.WhenAsync(
            "/n", n => n.As<int>() < 5, Patience, TestContext.Current.CancellationToken);
        Assert.False(waiting.IsCompleted);

        Shop["/n"] = 8;
        Shop["/n"] = 4;
        Shop["/n"] = 9;

        Assert.Equal(4, (await waiting).Get<int>("/n"));
    }

    [Fact]
    public async Task WhenAsync_MissingPath_NeverMatchesNotEvenNotEqual()
    {
        await Assert.ThrowsAnyAsync<TimeoutException>(() =>
            Shop.WhenNotEqualAsync(
                "/nothing", 1, TimeSpan.FromMilliseconds(20), TestContext.Current.CancellationToken));
        await Assert.ThrowsAnyAsync<TimeoutException>(() =>
            Shop.WhenAvailableAsync("/nothing", TimeSpan.FromMilliseconds(20), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task WhenAsync_TooLate_NamesThePath()
    {
        TimeSpan soon = TimeSpan.FromMilliseconds(20);

        var late = await Assert.ThrowsAsync<HoldfastTimeoutException>(
            () => Shop.GetSection("/a").WhenAvailableAsync("/b", soon, TestToken));
        var any = await Assert.ThrowsAsync<HoldfastTimeoutException>(() => Shop.WhenChangedAsync([], soon, TestToken));
        var several = await Assert.ThrowsAsync<HoldfastTimeoutException>(
            () => Shop.WhenChangedAsync(["/a", "/b"], soon, TestToken));

        Assert.Contains(" at '/b' in time", late.Message, StringComparison.Ordinal);
        Assert.Contains("was committed in time", any.Message, StringComparison.Ordinal);
        Assert.Contains(" at '/a' and 1 more in time", several.Message, StringComparison.Ordinal);
    }

    // The watch looks at everything, so its own path, the whole, was what the message left out.
    [Fact]
    public async Task NextEqual_TooLateInAWatchOfEverything_NamesThePath()
    {
        using Watch watch = Shop.Watch();

        var late = await Assert.ThrowsAsync<HoldfastTimeoutException>(
            () => watch.NextEqualAsync("/a", 1, TimeSpan.FromMilliseconds(20), TestToken).AsTask());
        Assert.Contains(" at '/a' in time", late.Message, StringComparison.Ordinal);

        Shop["/b"] = 1;
        late = await Assert.ThrowsAsync<HoldfastTimeoutException>(
            () => watch.NextEqualAsync("/a", 1, TimeSpan.Zero, TestToken).AsTask());
        Assert.Contains(" at '/a' in time", late.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhenAsync_PredicateThrows_EndsTheCallWithIt()
    {
        Shop["/n"] = 1;

        await Assert.ThrowsAsync<InvalidTimeZoneException>(() => Shop.WhenAsync(
            "/n", _ => throw new InvalidTimeZoneException(), Patience, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task WhenChanged_ExceptAKey_WaitsForOthers()
    {
        using Watch watch = Shop.Watch();
        Shop["/flag1"] = true;
        Shop["/flag2"] = true;

        Snapshot seen = await watch.NextChangeExceptAsync(["/flag1"], Patience, TestContext.Current.CancellationToken);

        Assert.Equal("""{"flag1":true,"flag2":true}""", seen.Root.ToString());
    }

    [Fact]
    public async Task NextCalls_ShareTheCursor_EachTakesTheOldestNotTaken()
    {
        using Watch watch = Shop.Watch();
        for (int number = 0; number < 4; number++)
        {
            Shop["/counter"] = number;
        }

        for (int number = 0; number < 4; number++)
        {
            Snapshot seen = await watch.NextChangeAsync(["/counter"], Patience, TestContext.Current.CancellationToken);
            Assert.Equal(number, seen.Get<int>("/counter"));
        }
    }
}
