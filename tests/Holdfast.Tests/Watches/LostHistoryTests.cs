using Holdfast.Errors;
using Holdfast.Readers;

namespace Holdfast.Tests.Watches;

/// <summary>Watches whose place is not there any more: each is told, and is told again as often as it asks.</summary>
public sealed class LostHistoryTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly string _folder = Directory.CreateTempSubdirectory("holdfast-lost-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>
    /// The second call went on behind all that was there when the first began: a caller that tried again lost what was
    /// still kept, without a word.
    /// </summary>
    [Theory]
    [InlineData("memory:")]
    [InlineData(null)]
    public void Next_ToldThatHistoryIsTrimmed_IsToldAgain(string? address)
    {
        using Store store = Store.Open(address ?? Path.Combine(_folder, "store"));
        store.SetRetention("shop", new Retention { Bytes = 0 });
        State shop = store.GetState("shop");
        using Watch watch = shop.Watch();
        CommitMany(shop);
        store.Compact();
        shop["/n"] = 0;
        store.Compact();

        for (int attempt = 0; attempt < 3; attempt++)
        {
            var lost = Assert.Throws<HoldfastOperationException>(() => watch.Next(Patience));
            Assert.Equal(ErrorCode.TrimmedRevision, lost.Code);
            Assert.Contains($"from revision {shop.OldestRevision} on", lost.Message, StringComparison.Ordinal);
            Assert.Equal(Revision.Zero, watch.Position);
        }

        watch.GoLive();
        Revision next = shop.Set("/n", 1);
        Assert.Equal(next, watch.Next(Patience).Revision);
    }

    /// <summary>
    /// A place among lost revisions was not noticed while the commits around them were remembered: what came between
    /// went by without a word.
    /// </summary>
    [Fact]
    public async Task NamedReader_PlaceAmongLostRevisions_IsTold()
    {
        using Store store = Store.Open(Path.Combine(_folder, "store"));
        Revision last = store.GetState("shop").Set("/a", 1);
        await store.BackupAsync(Path.Combine(_folder, "copy"), Token);
        using Store copy = Store.Open(Path.Combine(_folder, "copy"));
        State restored = copy.GetState("shop");
        copy.GetReserved(ReaderPlace.Namespace).Set(StatePath.Root / "shop" / "mailer", last.Number + 1);
        restored["/a"] = 2;

        using Watch watch = restored.Watch(new WatchOptions { Reader = "mailer" });

        var lost = Assert.Throws<HoldfastOperationException>(() => watch.Next(Patience));
        Assert.Equal(ErrorCode.CutRevision, lost.Code);
    }

    /// <summary>It could only go on behind all that was there: what was still kept went by unseen.</summary>
    [Theory]
    [InlineData("memory:", "mailer")]
    [InlineData("memory:", null)]
    [InlineData(null, "mailer")]
    [InlineData(null, null)]
    public void SkipLost_PlaceIsTrimmed_GoesOnAtTheOldestKept(string? address, string? reader)
    {
        using Store store = Store.Open(address ?? Path.Combine(_folder, "store"));
        store.SetRetention("shop", new Retention { Bytes = 0 });
        State shop = store.GetState("shop");
        var options = new WatchOptions { Reader = reader, From = Revision.Zero };
        using Watch watch = shop.Watch(options);
        TrimAll(store, shop);
        Assert.Equal(
            ErrorCode.TrimmedRevision, Assert.Throws<HoldfastOperationException>(() => watch.Next(Patience)).Code);

        long kept = shop.OldestRevision.Number;
        watch.SkipLost();

        Assert.Equal(kept - 1, watch.Position.Number);
        Assert.InRange(kept, 2, shop.Revision.Number - 1);
        Assert.Equal(kept, watch.Next(Patience).Revision.Number);
        Assert.Equal(kept + 1, watch.Next(Patience).Revision.Number);
        if (reader is null) return;
        using Watch again = shop.Watch(options);
        Assert.Equal(kept + 1, again.Next(Patience).Revision.Number);
    }

    [Theory]
    [InlineData("memory:")]
    [InlineData(null)]
    public void SkipLost_NothingIsLost_PassesOverNothing(string? address)
    {
        using Store store = Store.Open(address ?? Path.Combine(_folder, "store"));
        State shop = store.GetState("shop");
        using Watch watch = shop.Watch(new WatchOptions { Reader = "mailer", From = Revision.Zero });
        watch.SkipLost();
        for (int number = 1; number <= 3; number++)
        {
            shop["/n"] = number;
            watch.SkipLost();
            Assert.Equal(new Revision(number), watch.Next(Patience).Revision);
        }

        watch.SkipLost();
        Assert.Equal(new Revision(3), watch.Position);
    }

    /// <summary>
    /// Commits that this process remembers are delivered although the log has let them go: they are not lost.
    /// </summary>
    [Theory]
    [InlineData("memory:")]
    [InlineData(null)]
    public void SkipLost_WhatWasTrimmedIsRemembered_PassesOverNothing(string? address)
    {
        using Store store = Store.Open(address ?? Path.Combine(_folder, "store"));
        store.SetRetention("shop", new Retention { Bytes = 0 });
        State shop = store.GetState("shop");
        using Watch watch = shop.Watch();
        Revision next = shop.Set("/n", 0);
        string filler = new('x', 100_000);
        for (int number = 0; number < 100; number++) shop["/filler"] = filler + number;
        store.Compact();
        shop["/n"] = 1;
        store.Compact();
        Assert.InRange(shop.OldestRevision.Number, next.Number + 1, long.MaxValue);

        watch.SkipLost();

        Assert.Equal(next, watch.Next(Patience).Revision);
    }

    [Fact]
    public async Task SkipLost_PlaceAmongLostRevisions_GoesOnBehindThem()
    {
        using Store store = Store.Open(Path.Combine(_folder, "store"));
        Revision last = store.GetState("shop").Set("/a", 1);
        await store.BackupAsync(Path.Combine(_folder, "copy"), Token);
        using Store copy = Store.Open(Path.Combine(_folder, "copy"));
        State restored = copy.GetState("shop");
        copy.GetReserved(ReaderPlace.Namespace).Set(StatePath.Root / "shop" / "mailer", last.Number + 1);
        Revision[] made = [restored.Set("/a", 2), restored.Set("/a", 3)];
        using Watch watch = restored.Watch(new WatchOptions { Reader = "mailer" });
        Assert.Throws<HoldfastOperationException>(() => watch.Next(Patience));

        watch.SkipLost();

        Assert.Equal(made[0], watch.Next(Patience).Revision);
        Assert.Equal(made[1], watch.Next(Patience).Revision);
        watch.SkipLost();
        Assert.Equal(made[1], watch.Position);
    }

    /// <summary>
    /// Its place went to the new namespace of the name, whose first commits its next session then missed.
    /// </summary>
    [Theory]
    [InlineData("memory:")]
    [InlineData(null)]
    public void NamedReader_NamespaceRemovedAndMadeAnew_LeavesNoPlaceThere(string? address)
    {
        using Store store = Store.Open(address ?? Path.Combine(_folder, "store"));
        State shop = store.GetState("shop");
        for (int number = 0; number < 3; number++) shop["/n"] = number;
        var options = new WatchOptions { Reader = "mailer", From = Revision.Zero };
        using Watch watch = shop.Watch(options);
        Assert.Equal(new Revision(1), watch.Next(Patience).Revision);
        Assert.Equal(new Revision(2), watch.Next(Patience).Revision);

        store.Remove("shop");
        shop["/n"] = "anew";
        ReadToTheEnd<HoldfastException>(watch, last: 2, out _);

        using Watch again = shop.Watch(options);
        Assert.Equal("anew", again.Next(Patience).After.Get<string>("/n"));
    }

    /// <inheritdoc cref="Next_ToldThatHistoryIsTrimmed_IsToldAgain"/>
    [Theory]
    [InlineData("memory:")]
    [InlineData(null)]
    public void Next_HistoryIsTrimmedWhileItIsRead_IsToldAgain(string? address)
    {
        using Store store = Store.Open(address ?? Path.Combine(_folder, "store"));
        store.SetRetention("shop", Retention.Everything);
        State shop = store.GetState("shop");
        using Watch watch = shop.Watch();
        for (int round = 0; round < 10; round++) CommitMany(shop);
        Assert.Equal(new Revision(1), watch.Next(Patience).Revision);
        store.SetRetention("shop", new Retention { Bytes = 0 });
        store.Compact();
        shop["/n"] = 0;
        store.Compact();

        long last = ReadToTheEnd(watch, last: 1, out HoldfastOperationException first);
        var second = Assert.Throws<HoldfastOperationException>(() => watch.Next(Patience));

        Assert.Equal([ErrorCode.TrimmedRevision, ErrorCode.TrimmedRevision], [first.Code, second.Code]);
        Assert.Equal(last, watch.Position.Number);
    }

    /// <summary>Reads one revision after the other until there is an error; gives the last that came.</summary>
    private static long ReadToTheEnd<T>(Watch watch, long last, out T end)
        where T : Exception
    {
        while (true)
        {
            try
            {
                Assert.Equal(last + 1, watch.Next(Patience).Revision.Number);
                last++;
            }
            catch (T fault)
            {
                end = fault;
                return last;
            }
        }
    }

    /// <summary>Lets go of what there is, and leaves some that is kept.</summary>
    private static void TrimAll(Store store, State shop)
    {
        CommitMany(shop);
        store.Compact();
        shop["/n"] = 0;
        store.Compact();
        shop["/n"] = 1;
        shop["/n"] = 2;
    }

    // Less than a checkpoint in memory waits for: one that is made on its own, later, would trim what a test has left.
    private static void CommitMany(State shop)
    {
        string filler = new('x', 800);
        for (int number = 0; number < 1000; number++) shop["/filler"] = filler + number;
    }
}
