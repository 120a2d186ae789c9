using Holdfast.Errors;

namespace Holdfast.Tests.States;

public abstract partial class StateContract
{
    // Long enough for a loaded machine; no test waits it out.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public void Watch_CommitsAfterOpening_ComeInOrderAndOnce()
    {
        Shop["/a"] = 0;
        using Watch watch = Shop.Watch();

        for (int number = 1; number <= 5; number++)
        {
            Shop["/a"] = number;
        }

        Assert.Equal([1, 2, 3, 4, 5], Enumerable.Range(0, 5).Select(_ => watch.Next(Patience).After.Get<int>("/a")));
        Assert.Throws<HoldfastTimeoutException>(() => watch.Next(TimeSpan.Zero));
    }

    [Fact]
    public void Watch_EachDelivery_HasBeforeAfterAndItsOwnSnapshot()
    {
        Shop["/a"] = 1;
        using Watch watch = Shop.Watch("/a");
        Shop["/a"] = 2;
        Shop["/a"] = 3;

        Commit first = watch.Next(Patience);

        Change change = Assert.Single(first.Changes);
        Assert.Equal("/a", change.Path.ToString());
        Assert.Equal(1, change.Before!.Value.As<int>());
        Assert.Equal(2, change.After!.Value.As<int>());
        Assert.Equal(2, first.After.Get<int>("/a"));
        Assert.Equal(1, first.Before.Get<int>("/a"));
        Assert.False(first.AreEqual);
    }

    [Fact]
    public void Watch_APath_NeverSeesItsNeighbour()
    {
        using Watch watch = Shop.Watch("/a");
        Shop["/ab"] = 1;
        Shop["/a"] = 2;

        Assert.Equal(new Revision(2), watch.Next(Patience).Revision);
    }

    [Fact]
    public void Watch_ChangeAbove_ShowsOnlyTheWatchedPart()
    {
        Shop["/doc"] = Value.Parse("""{"a":1,"b":1}""");
        using Watch watch = Shop.Watch("/doc/a");

        Shop["/doc"] = Value.Parse("""{"a":1,"b":2}""");
        Shop["/doc"] = Value.Parse("""{"a":5,"b":2}""");

        Commit commit = watch.Next(Patience);
        Assert.Equal("/doc/a: 1 -> 5", Assert.Single(commit.Changes).ToString());
        Assert.Equal(new Revision(3), commit.Revision);
    }

    [Fact]
    public void Watch_ItemBeforeRemoved_ShowsThatAnotherStandsThere()
    {
        Shop["/list"] = Value.Parse("[1,2,3]");
        using Watch watch = Shop.Watch("/list/1");

        Shop.Remove("/list/0");

        Assert.Equal("/list/1: 2 -> 3", Assert.Single(watch.Next(Patience).Changes).ToString());
    }

    [Fact]
    public void Watch_Exclude_LeavesOut()
    {
        using Watch watch = Shop.Watch(new WatchOptions { Exclude = ["/noise", "/doc/noise"] });

        Shop["/noise"] = 1;
        Shop["/doc"] = Value.Parse("""{"noise":1,"signal":2}""");

        Assert.Equal("/doc/signal: nothing -> 2", Assert.Single(watch.Next(Patience).Changes).ToString());
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("/a", "/a")]
    [InlineData("/a/b", "/a")]
    public void Watch_AllIsExcluded_IsRefused(string path, string excluded) =>
        Assert.Throws<ArgumentException>(() => Shop.Watch(new WatchOptions { Paths = [path], Exclude = [excluded] }));

    [Fact]
    public void Watch_NoPathsAndAllIsExcluded_IsRefused() =>
        Assert.Throws<ArgumentException>(() => Shop.Watch(new WatchOptions { Exclude = [StatePath.Root] }));

    [Fact]
    public async Task NextChange_WhatTheWatchNeverDelivers_IsRefused()
    {
        using Watch watch = Shop.Watch(new WatchOptions { Paths = ["/a"], Exclude = ["/a/noise"] });
        foreach (StatePath path in new StatePath[] { "/b", "/ab", "/a/noise", "/a/noise/x" })
        {
            var refused = await Assert.ThrowsAsync<ArgumentException>(
                () => watch.NextChangeAsync(["/a/x", path], Patience, TestToken).AsTask());
            Assert.Contains($"'{path}'", refused.Message, StringComparison.Ordinal);
        }

        await Assert.ThrowsAsync<ArgumentException>(
            () => watch.NextChangeExceptAsync(["/a"], Patience, TestToken).AsTask());
        await Assert.ThrowsAsync<ArgumentException>(
            () => Shop.WhenChangedExceptAsync([StatePath.Root], Patience, TestToken));
    }

    // Each waited for ever: what it waits for is never delivered.
    [Fact]
    public async Task NextOfAPath_ThatTheWatchNeverDelivers_IsRefused()
    {
        Shop["/b"] = 1;
        using Watch watch = Shop.Watch(new WatchOptions { Paths = ["/a"], Exclude = ["/a/noise"] });
        Func<StatePath, ValueTask<Snapshot>>[] calls =
        [
            path => watch.NextWhenAsync(path, _ => true, Patience, TestToken),
            path => watch.NextEqualAsync(path, 1, Patience, TestToken),
            path => watch.NextNotEqualAsync(path, 1, Patience, TestToken),
            path => watch.NextNullAsync(path, Patience, TestToken),
            path => watch.NextNotNullAsync(path, Patience, TestToken),
            path => watch.NextAvailableAsync(path, Patience, TestToken),
            path => watch.NextMissingAsync(path, Patience, TestToken),
            path => watch.NextTruthyAsync(path, Patience, TestToken),
            path => watch.NextFalsyAsync(path, Patience, TestToken),
        ];
        foreach (Func<StatePath, ValueTask<Snapshot>> call in calls)
        {
            foreach (StatePath path in new StatePath[] { "/b", "/ab", "/a/noise", "/a/noise/x" })
            {
                var refused = await Assert.ThrowsAsync<ArgumentException>(() => call(path).AsTask());
                Assert.Contains($"'{path}'", refused.Message, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task NextOfAPath_AboveAWatchedOne_IsSeenWhenThatChanges()
    {
        using Watch watch = Shop.Watch("/a/b");
        Task<Snapshot> waiting = watch.NextAvailableAsync("/a", Patience, TestToken).AsTask();
        Shop["/a/b"] = 1;
        Assert.Equal(1, (await waiting).Get<int>("/a/b"));
    }

    [Fact]
    public void Watch_SameTextAgain_IsSilentUnlessAskedFor()
    {
        Shop["/a"] = 1;
        using Watch watch = Shop.Watch("/a");
        using Watch all = Shop.Watch(new WatchOptions { Paths = ["/a"], IncludesEqual = true });

        Shop["/a"] = 1;
        Shop["/a"] = Value.Parse("1.0");

        Commit other = watch.Next(Patience);
        Assert.Equal(new Revision(3), other.Revision);
        Assert.True(other.AreEqual);
        Assert.Equal(new Revision(2), all.Next(Patience).Revision);
    }

    [Fact]
    public void Watch_OwnCommits_AreLeftOutWhenAskedFor()
    {
        using Watch watch = Shop.Watch(new WatchOptions { ExcludesOwn = true });

        Shop["/a"] = 1;
        Shop.GetSection("/b")["/c"] = 2;
        Shop.Fork()["/a"] = 3;

        Assert.Equal(new Revision(3), watch.Next(Patience).Revision);
    }

    [Fact]
    public void Writer_OfAStateItsSectionsAndAFork_IsWhatTheirCommitsSay()
    {
        State fork = Shop.Fork();
        Shop["/a"] = 1;
        Shop.GetSection("/b")["/c"] = 2;
        fork["/a"] = 3;

        Assert.Equal(
            [Shop.Writer, Shop.GetSection("/b").Writer, fork.Writer],
            Shop.History().Select(commit => commit.Writer));
        Assert.Equal(Shop.Writer, Shop.GetSection("/b").Writer);
        Assert.NotEqual(Shop.Writer, fork.Writer);
    }

    [Fact]
    public void Watch_Where_DeliversWhenItBecomesTrue()
    {
        Shop["/n"] = 1;
        using Watch watch = Shop.Watch(new WatchOptions { Paths = ["/n"], Where = value => value.As<int>() > 5 });

        foreach (int number in new[] { 2, 6, 7, 3, 9 })
        {
            Shop["/n"] = number;
        }

        Assert.Equal([6, 9], [watch.Next(Patience).After.Get<int>("/n"), watch.Next(Patience).After.Get<int>("/n")]);
    }

    [Fact]
    public void Watch_PathsInsideEachOther_TellAChangeOnce()
    {
        using Watch watch = Shop.Watch(new WatchOptions { Paths = ["/a/b", "/a", "/a", "/ab"] });
        Shop["/a"] = Value.Parse("""{"b":1}""");
        Shop["/a/b"] = 2;
        Shop.ReplaceAll(Value.EmptyObject);

        string[] seen = [.. Enumerable.Range(0, 3)
            .Select(_ => string.Join(';', watch.Next(Patience).Changes))];

        Assert.Equal(["""/a: nothing -> {"b":1}""", "/a/b: 1 -> 2", """/a: {"b":2} -> nothing"""], seen);
    }

    [Fact]
    public void Watch_WhereThrows_AsksAboutTheSameCommitAgain()
    {
        bool isBroken = true;
        using Watch watch = Shop.Watch(new WatchOptions
        {
            Paths = ["/n/deep", "/n"],
            Where = value => isBroken ? throw new InvalidTimeZoneException() : value.As<int>() > 5,
        });
        Shop["/n/deep"] = 6;
        Shop["/n/deep"] = 7;

        Assert.Throws<InvalidTimeZoneException>(() => watch.Next(Patience));
        Assert.Equal(Revision.Zero, watch.Position);
        isBroken = false;
        Assert.Equal(new Revision(1), watch.Next(Patience).Revision);
        Assert.Throws<HoldfastTimeoutException>(() => watch.Next(TimeSpan.Zero));
    }

    [Fact]
    public void Watch_FromKeptRevision_GivesThePast()
    {
        for (int number = 1; number <= 3; number++)
        {
            Shop["/a"] = number;
        }

        using Watch second = Shop.Watch(new WatchOptions { From = new Revision(2) });
        using Watch oldest = Shop.Watch(new WatchOptions { From = Revision.Zero });

        Assert.Equal(new Revision(2), second.Next(Patience).Revision);
        Assert.Equal(new Revision(3), second.Next(Patience).Revision);
        Assert.Equal(new Revision(1), oldest.Next(Patience).Revision);
    }

    [Fact]
    public void Watch_FromTheFuture_Waits()
    {
        using Watch watch = Shop.Watch(new WatchOptions { From = new Revision(3) });

        Shop["/a"] = 1;
        Shop["/a"] = 2;
        Shop["/a"] = 3;

        Assert.Equal(new Revision(3), watch.Next(Patience).Revision);
    }

    [Fact]
    public void Watch_FarBehind_MissesNothing()
    {
        using Watch watch = Shop.Watch();
        const int Count = 3_000;
        for (int number = 1; number <= Count; number++)
        {
            Shop["/a"] = number;
        }

        for (int number = 1; number <= Count; number++)
        {
            Commit commit = watch.Next(Patience);
            Assert.Equal(number, commit.After.Get<int>("/a"));
            Assert.Equal(number - 1, commit.Before.GetOrDefault("/a", 0));
        }
    }

    [Fact]
    public async Task Watch_AsStream_WaitsForWhatComes()
    {
        using Watch watch = Shop.Watch("/orders");
        Task<List<string>> reading = Task.Run(async () =>
        {
            var seen = new List<string>();
            await foreach (Commit commit in watch.WithCancellation(TestContext.Current.CancellationToken))
            {
                seen.Add(commit.Changes[0].Path.ToString());
                if (seen.Count == 2)
                {
                    break;
                }
            }

            return seen;
        }, TestContext.Current.CancellationToken);

        Shop["/orders/a"] = 1;
        Shop["/other"] = 1;
        Shop["/orders/b"] = 1;

        Assert.Equal(
            ["/orders/a", "/orders/b"], await reading.WaitAsync(Patience, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void GoLive_SkipsWhatIsThere()
    {
        using Watch watch = Shop.Watch();
        Shop["/a"] = 1;
        watch.GoLive();
        Shop["/a"] = 2;

        Assert.Equal(new Revision(2), watch.Next(Patience).Revision);
    }

    [Fact]
    public async Task Dispose_WhileWaiting_EndsTheWait()
    {
        Watch watch = Shop.Watch();
        ValueTask<Commit> waiting = watch.NextAsync(token: TestContext.Current.CancellationToken);
        watch.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await waiting);

        using Watch second = Shop.Watch();
        ValueTask<Commit> stillWaiting = second.NextAsync(token: TestContext.Current.CancellationToken);
        Store.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await stillWaiting);
    }

    [Fact]
    public async Task Watch_ManyIdle_OnlyTheTouchedWake()
    {
        Shop["/a"] = 1;
        Task<Snapshot>[] idle = [.. Enumerable.Range(0, 10_000).Select(number =>
            Shop.WhenAvailableAsync(
                StatePath.Root / "idle" / number, Patience, TestContext.Current.CancellationToken))];

        Shop["/idle/77"] = true;
        await idle[77];

        Assert.Equal(1, idle.Count(task => task.IsCompleted));
    }
}
