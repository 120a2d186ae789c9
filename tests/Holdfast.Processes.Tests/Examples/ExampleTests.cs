namespace Holdfast.Processes.Tests.Examples;

/// <summary>zproc's example programs: what each is to show holds on both backends.</summary>
public abstract class ExampleTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TestFolder _folder = new();
    private readonly ProcessContext _context;

    protected ExampleTests(Backend backend) => _context = new ProcessContext(
        _folder.Store, new ProcessContextOptions { Process = new ProcessOptions { Backend = backend } });

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Z22_BufferedWatch_BeginsWithTheFirstChange()
    {
        using Watch watch = _context.State.Watch("/counter");
        _context.Start(ExampleFunctions.Count, 5).Wait(Patience);
        Assert.Equal(0, (int)(await watch.NextAsync(token: Token)).After.Get("/counter"));
    }

    [Fact]
    public async Task Z23_LiveWatch_SeesOnlyWhatComes()
    {
        using Watch watch = _context.State.Watch("/counter");
        ChildProcess counter = _context.Start(ExampleFunctions.Count, 200);
        await _context.State.WhenAsync("/counter", number => (int)number > 10, Patience, Token);
        watch.GoLive();
        Assert.InRange((int)(await watch.NextAsync(token: Token)).After.Get("/counter"), 11, 199);
        counter.Wait(Patience);
    }

    [Fact]
    public async Task Z25_BufferedCalls_MissNothing()
    {
        using Watch watch = _context.State.Watch("/counter");
        ChildProcess counter = _context.Start(ExampleFunctions.Count, 20);
        for (int number = 0; number < 20; number++)
            Assert.Equal(number, (int)(await watch.NextAsync(token: Token)).After.Get("/counter"));
        counter.Wait(Patience);
    }

    [Fact]
    public async Task Z103_WatchersBesideAFastWriter_End()
    {
        ChildProcess counter = _context.Start(ExampleFunctions.Generate);
        using Watch buffered = _context.State.Watch("/number");
        using Watch live = _context.State.Watch("/number");
        for (int round = 0; round < 100; round++)
        {
            await buffered.NextAsync(Patience, Token);
            live.GoLive();
            await live.NextAsync(Patience, Token);
        }

        _context.State["/stop"] = true;
        Assert.True(counter.Wait<int>(Patience) >= 100);
    }

    [Fact]
    public void Z107_AtomicCounter_FiftyProcesses_CountInOrder()
    {
        _context.State["/count"] = 0;
        for (int round = 0; round < 50; round++) _context.Start(ExampleFunctions.Increment);
        _context.WaitAll(Patience);
        Assert.Equal(50, (int)_context.State["/count"]);
        Assert.Equal(Enumerable.Range(1, 50), _context.State["/printed"].Items.Select(item => (int)item));
    }

    [Fact]
    public void Z124_ChainReaction_EachWakesTheNext()
    {
        ChildProcess second = _context.Start(ExampleFunctions.Second);
        ChildProcess first = _context.Start(ExampleFunctions.First);
        _context.State["/foo"] = "by the test";
        Assert.Equal("by the test", first.Wait<string>(Patience));
        Assert.Equal("by the first", second.Wait<string>(Patience));
    }

    [Fact]
    public void Z125_LuckTest_EndsWhenTheNumberComes()
    {
        ChildProcess listener = _context.Start(ExampleFunctions.Listen);
        ChildProcess generator = _context.Start(ExampleFunctions.Generate);
        Assert.InRange(listener.Wait<double>(Patience), 0.6, 0.61);
        Assert.True(generator.Wait<int>(Patience) > 0);
    }

    [Fact]
    public void CookieEater_EatsEachCookieOnce()
    {
        ChildProcess eater = _context.Start(ExampleFunctions.EatCookies);
        for (int cookie = 1; cookie <= 5; cookie++) _context.State["/cookies"] = cookie;
        eater.Wait(Patience);
        Assert.Equal([1, 2, 3, 4, 5], _context.State["/eaten"].Items.Select(item => (int)item));
    }

    public void Dispose()
    {
        _context.Dispose();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }
}
