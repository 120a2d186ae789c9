using Holdfast.Readers;

namespace Holdfast.Tests.States;

public abstract partial class StateContract
{
    [Fact]
    public void Watch_NamedReader_GoesOnWhereItWas()
    {
        Shop["/a"] = 1;
        Shop["/a"] = 2;
        Shop["/a"] = 3;
        var options = new WatchOptions { From = Revision.Zero, Reader = "mailer" };

        using (Watch first = Shop.Watch(options))
        {
            Assert.Equal(new Revision(1), first.Next(Patience).Revision);
            Assert.Equal(new Revision(2), first.Next(Patience).Revision);
        }

        // The second was delivered, but nobody asked for a third: it may not have been handled.
        using Watch again = Shop.Watch(options);
        Assert.Equal(new Revision(2), again.Next(Patience).Revision);
        Assert.Equal(new Revision(3), again.Next(Patience).Revision);
        Assert.DoesNotContain("$readers", Store.Namespaces);
    }

    [Fact]
    public async Task Position_WhileItWaits_PassesOverWhatIsNotForIt()
    {
        using Watch watch = Shop.Watch("/a");
        Task<Commit> waiting = watch.NextAsync(Patience, TestToken).AsTask();
        Shop["/b"] = 1;
        Shop["/b"] = 2;

        Assert.Equal(new Revision(2), watch.Position);
        Shop["/a"] = 3;
        Assert.InRange(watch.Position.Number, 2, 3);
        Assert.Equal(new Revision(3), (await waiting).Revision);
        Assert.Equal(new Revision(3), watch.Position);
    }

    [Fact]
    public async Task NamedReader_ThatSleeps_KeepsItsPlace()
    {
        using Watch watch = Shop.Watch(new WatchOptions { Paths = ["/a"], Reader = "mailer" });
        Task<Commit> waiting = watch.NextAsync(Patience, TestToken).AsTask();
        for (int number = 0; number < ReaderPlace.IdleRevisions; number++) Shop["/b"] = number;
        Assert.Equal(0, PlaceOf("mailer"));

        Assert.Equal(1, Time.Fire(IdleReaders.Period));
        Assert.Equal(ReaderPlace.IdleRevisions, PlaceOf("mailer"));

        Shop["/b"] = "a few more are not worth a commit";
        Assert.Equal(1, Time.Fire(IdleReaders.Period));
        Assert.Equal(ReaderPlace.IdleRevisions, PlaceOf("mailer"));

        Shop["/a"] = 1;
        await waiting;
        Assert.Equal(ReaderPlace.IdleRevisions, PlaceOf("mailer"));
        Time.Fire(IdleReaders.Period);
        Assert.Equal(0, Time.Fire(IdleReaders.Period));
    }

    [Fact]
    public async Task NamedReader_DeliveredAndAsleepAgain_HasItsPlaceBehindTheDelivery()
    {
        using Watch watch = Shop.Watch(new WatchOptions { Paths = ["/a"], Reader = "mailer" });
        Shop["/a"] = 1;
        await watch.NextAsync(Patience, TestToken);
        Assert.Equal(0, PlaceOf("mailer"));

        Task<Commit> waiting = watch.NextAsync(Patience, TestToken).AsTask();
        Assert.Equal(1, PlaceOf("mailer"));
        Shop["/a"] = 2;
        Assert.Equal(new Revision(2), (await waiting).Revision);
    }

    private long PlaceOf(string reader) =>
        Store.GetReserved(ReaderPlace.Namespace).Get<long>(StatePath.Root / Shop.Name / reader);
}
