using Holdfast.Errors;

namespace Holdfast.Processes.Tests.Starting;

/// <summary>What holds on both backends.</summary>
public abstract partial class StartingTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TestFolder _folder = new();

    protected StartingTests(Backend backend, int spares = 0) => Context = new ProcessContext(
        _folder.Store,
        new ProcessContextOptions { Process = new ProcessOptions { Backend = backend }, Spares = spares });

    protected ProcessContext Context { get; }

    [Fact]
    public void Start_LambdaWithoutCapture_Runs() =>
        Assert.Equal("ab", Context.Start((string first, string second) => first + second, "a", "b").Wait<string>());

    [Fact]
    public void Start_GenericMethod_Runs() =>
        Assert.Equal(2.5, Context.Start(Functions.Generic<double>, 2.5).Wait<double>(Patience));

    [Fact]
    public void Start_AsyncFunctions_AreAwaited()
    {
        Assert.Equal(6, Context.Start(Functions.SumAsync, new long[] { 1, 2, 3 }).Wait<long>(Patience));
        Assert.Equal("x", Context.Start(Functions.EchoAsync, "x").Wait<string>(Patience));
    }

    [Fact]
    public void Start_StateParameter_IsTheSharedState()
    {
        Context.Start(Functions.Count).Wait(Patience);
        Context.Start(Functions.Count).Wait(Patience);
        Assert.Equal(2, Context.State.Get<int>("/count"));
    }

    [Fact]
    public void Start_Revision_ComesAndGoesAsItsNumber() =>
        Assert.Equal(
            new Revision(7), Context.Start((Revision sent) => sent, new Revision(7)).Wait<Revision>(Patience));

    [Fact]
    public void Start_NamespaceOption_BeatsThatOfTheContext()
    {
        Context.Start(new ProcessOptions { Namespace = "other" }, Functions.Count).Wait(Patience);
        Assert.Equal(1, Context.Store.GetState("other").Get<int>("/count"));
        Assert.Equal("other", Context.Start(new ProcessOptions { Namespace = "other" }, Functions.NameOfContext)
            .Wait<string>(Patience));
    }

    [Fact]
    public void Start_NamedArguments_FitTheirParameters()
    {
        ProcessOptions options = new() { NamedArguments = new Dictionary<string, object?> { ["greeting"] = "moin" } };
        Assert.Equal("moin, Ada", Context.Start(options, Functions.Greet, "Ada").Wait<string>(Patience));
        Assert.Equal("hello, Ada", Context.Start(Functions.Greet, "Ada").Wait<string>(Patience));
    }

    [Fact]
    public void Start_CapturingLambda_IsRefusedByName()
    {
        int count = 3;
        HoldfastArgumentException refused = Assert.Throws<HoldfastArgumentException>(() => Context.Start(() => count));
        Assert.Equal(ErrorCode.FunctionNotPortable, refused.Code);
        Assert.Contains("'count'", refused.Message, StringComparison.Ordinal);
        Assert.Empty(Context.Processes);
    }

    // It named all that any lambda of the method captures, and what the compiler keeps beside it.
    [Fact]
    public void Start_OneOfSeveralLambdasThatCapture_NamesOnlyWhatItUses()
    {
        int mine = 3, other = 4;
        Func<int> kept = () => other;
        foreach (int inner in (int[])[1])
        {
            Assert.Equal("'mine'", CapturedBy(() => mine));
            Assert.Equal("'inner'", CapturedBy(() => inner));
            Assert.Equal("'mine', 'inner'", CapturedBy(() => mine + inner));
            Assert.Equal("'mine'", CapturedBy(async () => await Task.FromResult(mine)));
        }

        Assert.Equal(4, kept());

        string CapturedBy(Delegate function)
        {
            HoldfastArgumentException refused =
                Assert.Throws<HoldfastArgumentException>(() => Context.Start(function));
            string message = refused.Message[(refused.Message.IndexOf("captures", StringComparison.Ordinal) + 9)..];
            return message[..message.IndexOf(", which", StringComparison.Ordinal)];
        }
    }

    [Fact]
    public void Start_MethodOfAnObject_IsRefused() =>
        Assert.Equal(
            ErrorCode.FunctionNotPortable,
            Assert.Throws<HoldfastArgumentException>(() => Context.Start(new object().ToString)).Code);

    [Theory]
    [InlineData("text")]
    [InlineData(null)]
    public void Start_ArgumentThatDoesNotFit_IsRefusedByName(object? argument)
    {
        HoldfastArgumentException refused =
            Assert.Throws<HoldfastArgumentException>(() => Context.Start(Functions.Square, argument));
        Assert.Equal(ErrorCode.ArgumentNotPortable, refused.Code);
        Assert.Contains("'number'", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Start_WrongNumberOfArguments_IsRefused()
    {
        Assert.Throws<HoldfastArgumentException>(() => Context.Start(Functions.Square));
        Assert.Throws<HoldfastArgumentException>(() => Context.Start(Functions.Square, 1, 2));
    }

    [Fact]
    public void Start_ArgumentThatIsNoJson_IsRefused() =>
        Assert.Equal(
            ErrorCode.ArgumentNotPortable,
            Assert.Throws<HoldfastArgumentException>(() => Context.Start((object o) => 1, new Action(() => { }))).Code);

    [Fact]
    public void Stop_WorkerOfARun_EndsIt()
    {
        ChildProcess process = Context.Start(Functions.Work);
        Context.State.When("/step", value => (int)value > 2, Patience);
        Assert.Equal(-15, process.Stop());
        Assert.Throws<ProcessWaitException>(() => process.Wait(Patience));
    }

    [Fact]
    public void Start_Twice_IsRefused()
    {
        ChildProcess process = Context.Create(Functions.Square, 2);
        Assert.Equal(ProcessPhase.Created, process.Phase);
        Assert.Null(process.Pid);
        Assert.Throws<HoldfastOperationException>(() => process.Wait());
        Assert.Equal(process.Start(), process.Pid);
        Assert.Equal(
            ErrorCode.ProcessStarted, Assert.Throws<HoldfastOperationException>(() => process.Start()).Code);
        Context.StartAll();
        Assert.Equal(4, process.Wait<int>(Patience));
    }

    [Fact]
    public void CreateMany_TwoFunctions_KeepTheirOrder()
    {
        IReadOnlyList<ChildProcess> made = Context.CreateMany(2, Functions.Pid, Functions.Count);
        Assert.Equal(
            ["Functions.Pid", "Functions.Pid", "Functions.Count", "Functions.Count"], made.Select(each => each.Name));
        Context.StartAll();
        Assert.Equal(4, Context.WaitAll(Patience).Count);
        Assert.Equal(2, Context.State.Get<int>("/count"));
    }

    [Fact]
    public void Start_LargeArguments_AreNotKept()
    {
        const int characters = 4 << 20;
        long before = GC.GetTotalMemory(forceFullCollection: true);
        for (int round = 0; round < 8; round++)
            Assert.Equal(characters, Context.Start(Functions.Length, new string('x', characters)).Wait<int>(Patience));
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 5 * characters);
        Assert.Equal(8, Context.Processes.Count);
    }

    [Fact]
    public void Forget_Ended_LetsGoOfIt()
    {
        ChildProcess ended = Context.Start(Functions.Square, 3);
        ended.Wait(Patience);
        ChildProcess running = Context.Start(Functions.Obey);
        ChildProcess made = Context.Create(Functions.Pid);
        Assert.True(Context.Forget(ended));
        Assert.False(Context.Forget(ended));
        Assert.Equal(9, ended.Wait<int>());
        Assert.False(Context.Forget(running));
        Assert.Equal([running, made], Context.Processes);
        running.Stop();
        Assert.Equal(1, Context.ForgetEnded());
        Assert.Equal([made], Context.Processes);
    }

    [Fact]
    public void Dispose_ThenUse_IsRefused()
    {
        Context.Dispose();
        Assert.Throws<ObjectDisposedException>(() => Context.Start(Functions.Pid));
        Assert.Throws<ObjectDisposedException>(() => Context.State);
        Assert.Throws<ObjectDisposedException>(() => Context.StartAll());
        Assert.Throws<ObjectDisposedException>(() => Context.WaitAll());
        Assert.Throws<ObjectDisposedException>(() => Context.WaitAllSafely());
        Assert.Throws<ObjectDisposedException>(() => Context.StopAll());
        Assert.Throws<ObjectDisposedException>(() => Context.Workers);
    }

    public void Dispose()
    {
        Context.Dispose();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }
}
