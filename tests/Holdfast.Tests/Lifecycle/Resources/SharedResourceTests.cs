using Holdfast.Errors;
using Holdfast.Lifecycle.Resources;

namespace Holdfast.Tests.Lifecycle.Resources;

public sealed class SharedResourceTests
{
    [Fact]
    public void New_IsNeitherOpenNorClosed()
    {
        Lamp lamp = new();
        Assert.False(lamp.IsOpen);
        Assert.False(lamp.IsClosed);
        Assert.Equal(default, lamp.Counters);
    }

    [Fact]
    public void Open_Twice_StartsOnceAndTheLastCloseShutsDown()
    {
        Lamp lamp = new();
        lamp.Open();
        lamp.Open();
        Assert.Equal((1, 0), (lamp.Lit, lamp.PutOut));
        lamp.Close();
        Assert.True(lamp.IsOpen);
        lamp.Close();
        Assert.Equal((1, 1), (lamp.Lit, lamp.PutOut));
        Assert.True(lamp.IsClosed);
        Assert.False(lamp.IsOpen);
    }

    [Fact]
    public void Close_BeforeAnyOpen_IsRefusedUnlessThatIsFine()
    {
        Lamp lamp = new();
        HoldfastOperationException refused = Assert.Throws<HoldfastOperationException>(() => lamp.Close());
        Assert.Equal(ErrorCode.ResourceNotOpened, refused.Code);
        lamp.Close(CloseRule.MayBeUnopened);
        Assert.Equal(default, lamp.Counters);
    }

    [Fact]
    public void Close_TooMany_IsReportedWithThePlacesAndThrowsNothing()
    {
        Lamp lamp = new();
        using Reports reports = new(lamp);
        lamp.Open("door.cs", 3);
        lamp.Close(CloseRule.Plain, "window.cs", 4);
        lamp.Close(CloseRule.Plain, "chimney.cs", 5);
        lamp.Close(CloseRule.MayBeUnopened);
        HoldfastOperationException report = Assert.IsType<HoldfastOperationException>(Assert.Single(reports.Failures));
        Assert.Equal(ErrorCode.CloseUnderflow, report.Code);
        Assert.Contains("door.cs:3", report.Message, StringComparison.Ordinal);
        Assert.Contains("window.cs:4", report.Message, StringComparison.Ordinal);
        Assert.Contains("chimney.cs:5", report.Message, StringComparison.Ordinal);
        Assert.Equal(new ResourceCounters(true, 0, 1, 0, 1, 1), lamp.Counters);
    }

    [Fact]
    public void Close_ThatMustBeFinal_SaysWhenItIsNotAndStands()
    {
        Lamp lamp = new();
        lamp.Open();
        lamp.Open();
        lamp.Open();
        HoldfastOperationException refused =
            Assert.Throws<HoldfastOperationException>(() => lamp.Close(CloseRule.MustBeFinal));
        Assert.Equal(ErrorCode.NotFinalClose, refused.Code);
        Assert.Equal(2, lamp.Counters.OpenCount);
        lamp.Close();
        lamp.Close(CloseRule.MustBeFinal);
        Assert.True(lamp.IsClosed);
    }

    [Fact]
    public void Open_AfterTheFinalClose_StartsAgain()
    {
        Lamp lamp = new();
        for (int i = 1; i <= 3; i++)
        {
            using ResourceLease<string> lease = lamp.Lease();
            Assert.Equal($"light {i}", lease.Value);
            Assert.False(lamp.IsClosed);
        }

        Assert.Equal(3, lamp.PutOut);
    }

    [Fact]
    public void Lease_BodyThrows_ShutsDownAndPassesTheExceptionOn()
    {
        Lamp lamp = new();
        Assert.Throws<InvalidTimeZoneException>(UseAndFail);
        Assert.Equal(1, lamp.PutOut);
        Assert.True(lamp.IsClosed);

        void UseAndFail()
        {
            using ResourceLease<string> lease = lamp.Lease();
            throw new InvalidTimeZoneException();
        }
    }

    [Fact]
    public void Lease_Closed_RefusesUseAndClosesOnce()
    {
        Lamp lamp = new();
        lamp.Open();
        ResourceLease<string> lease = lamp.Lease();
        Assert.Equal(2, lamp.Counters.OpenCount);
        lease.Dispose();
        lease.Dispose();
        Assert.True(lease.IsClosed);
        Assert.True(lamp.IsOpen);
        Assert.Equal(1, lamp.Counters.OpenCount);
        Assert.Equal(ErrorCode.ResourceClosed, Assert.Throws<ResourceClosedException>(() => lease.Value).Code);
    }

    [Fact]
    public async Task Lease_AsynchronousWithCaller_IsClosedByAnotherThread()
    {
        Lamp lamp = new() { AtStartUp = async _ => await Task.Yield(), AtShutDown = async _ => await Task.Yield() };
        ResourceLease<string> lease = await lamp.LeaseAsync(TestContext.Current.CancellationToken);
        Assert.Equal("light 1", lease.Value);
        await Task.Run(async () => await lease.DisposeAsync(), TestContext.Current.CancellationToken);
        Assert.True(lamp.IsClosed);
    }

    [Fact]
    public void StartUp_Throws_LeavesItClosedAndTheNextOpenTriesAgain()
    {
        Lamp lamp = new() { AtStartUp = _ => throw new InvalidTimeZoneException() };
        Assert.Throws<InvalidTimeZoneException>(() => lamp.Open());
        Assert.False(lamp.IsOpen);
        Assert.Equal(ErrorCode.ResourceNotOpened, Assert.Throws<HoldfastOperationException>(() => lamp.Close()).Code);
        lamp.AtStartUp = null;
        lamp.Open();
        Assert.Equal(new ResourceCounters(true, 1, 1, 1, 0, 0), lamp.Counters);
        lamp.Close(CloseRule.MustBeFinal);
    }

    [Fact]
    public async Task StartUp_Cancelled_LeavesItClosed()
    {
        Lamp lamp = new();
        using CancellationTokenSource source = new();
        lamp.AtStartUp = async _ => await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await lamp.OpenAsync(source.Token));
        Assert.False(lamp.IsOpen);
    }

    [Fact]
    public void Guards_BeforeDuringAndAfter_SayWhich()
    {
        Lamp lamp = new();
        HoldfastOperationException notYet = Assert.Throws<HoldfastOperationException>(lamp.Read);
        Assert.Contains("not yet opened", notYet.Message, StringComparison.Ordinal);
        lamp.AtStartUp = lamp => Task.FromResult(lamp.Read());
        lamp.Open();
        Assert.Equal("bright", lamp.Read());
        lamp.Close(CloseRule.Plain, "window.cs", 4);
        ResourceClosedException closed = Assert.Throws<ResourceClosedException>(lamp.Read);
        Assert.Contains(
            "already closed: its final close was made at window.cs:4", closed.Message, StringComparison.Ordinal);
        Assert.Throws<ResourceClosedException>(() => lamp.Value);
    }

    [Fact]
    public async Task ThrowIfClosed_ByAsynchronousMethod_NamesMethodAndObject()
    {
        Lamp lamp = new();
        Assert.Equal("bright", await lamp.ReadAsync());
        lamp.Open();
        Assert.Equal("bright", await lamp.ReadAsync());
        lamp.Close();
        ResourceClosedException closed = await Assert.ThrowsAsync<ResourceClosedException>(lamp.ReadAsync);
        Assert.StartsWith("ReadAsync: the lamp", closed.Message, StringComparison.Ordinal);
        Assert.Contains("already closed", closed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_OfFunctions_DisposesOfWhatItMadeUnlessToldHowToEndIt()
    {
        MemoryStream made = new();
        SharedResource<MemoryStream> resource = SharedResource.Create(() => made);
        using (ResourceLease<MemoryStream> lease = resource.Lease()) Assert.Same(made, lease.Value);
        Assert.False(made.CanRead);
        int ended = 0;
        SharedResource<int> number = SharedResource.Create(() => 7, value => ended = value);
        number.Open();
        Assert.Equal(7, number.Value);
        number.Close();
        Assert.Equal(7, ended);
    }

    [Fact]
    public void Around_AnyObject_OpensAndClosesItOnce()
    {
        Door door = new();
        SharedResource<Door> shared = SharedResource.Around(door);
        using (ResourceLease<Door> outer = shared.Lease())
        using (ResourceLease<Door> inner = shared.Lease())
            Assert.Equal(1, inner.Value.Opens);
        Assert.Equal((1, 1), (door.Opens, door.Closes));
        SharedResource<Door> again = SharedResource.Around(door, door => door.Open(), door => door.Close());
        again.Open();
        again.Close();
        Assert.Equal((2, 2), (door.Opens, door.Closes));
    }

    [Fact]
    public async Task AroundAsync_AnyObject_OpensAndClosesItOnce()
    {
        Door door = new();
        SharedResource<Door> shared = SharedResource.AroundAsync(
            door,
            async (door, token) =>
            {
                await Task.Delay(1, token);
                door.Open();
            },
            async door =>
            {
                await Task.Yield();
                door.Close();
            });
        shared.Open();
        await shared.OpenAsync(TestContext.Current.CancellationToken);
        await shared.CloseAsync();
        shared.Close();
        Assert.Equal((1, 1), (door.Opens, door.Closes));
    }

    [Fact]
    public void OpenIf_WithAndWithoutOpen_ClosesWhatItOpened()
    {
        Door door = new();
        using (OpenedIf<Door> opened = SharedResource.OpenIf(door)) Assert.Equal(1, opened.Value.Opens);
        Assert.Equal(1, door.Closes);
        using (OpenedIf<string> plain = SharedResource.OpenIf("nothing to open"))
            Assert.Equal("nothing to open", plain.Value);
        Assert.Throws<InvalidTimeZoneException>(OpenAndFail);
        Assert.Equal((2, 2), (door.Opens, door.Closes));

        void OpenAndFail()
        {
            using OpenedIf<Door> opened = SharedResource.OpenIf(door);
            throw new InvalidTimeZoneException();
        }
    }

    [Fact]
    public void OpenIf_OpenWithoutClose_IsRefusedBeforeItOpens()
    {
        Door door = new();
        Assert.Throws<ArgumentNullException>(() => SharedResource.OpenIf(door, Opened, close: null));
        Assert.Equal(0, door.Opens);
        using (SharedResource.OpenIf(door, Opened, door => door.Close())) Assert.Equal(1, door.Opens);
        using (SharedResource.OpenIf(door, open: null, close: null)) Assert.Equal(1, door.Opens);
        Assert.Equal(1, door.Closes);

        static Door Opened(Door door)
        {
            door.Open();
            return door;
        }
    }

    private sealed class Door : IOpenable
    {
        public int Opens { get; private set; }

        public int Closes { get; private set; }

        public void Open() => Opens++;

        public void Close() => Closes++;
    }
}
