using System.Runtime.InteropServices;
using Holdfast.Errors;
using Holdfast.Processes.Calls;
using Holdfast.Processes.Tests.Maps;
using Holdfast.Processes.Wire;
using Holdfast.Processes.Workers;

namespace Holdfast.Processes.Tests.Workers;

/// <summary>Workers that cannot be started, die at once, are let go, or take nothing.</summary>
public sealed class WorkerCrewTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TestFolder _folder = new();
    private readonly Store _store;

    public WorkerCrewTests() => _store = Store.Open(_folder.Store);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_FirstStartFailed_WorksWhenTheCauseHasGone()
    {
        string logs = Path.Combine(_folder.Root, "logs");
        await File.WriteAllTextAsync(logs, "no folder", Token);
        using ProcessContext context = Make(1, new ProcessOptions { Output = ProcessOutput.ToFile(logs + "/{id}") });
        Assert.ThrowsAny<Exception>(() => context.Run<int>(MapFunctions.Square, 2));
        File.Delete(logs);
        Assert.Equal(4, await context.RunAsync<int>(MapFunctions.Square, 2).WaitAsync(Patience, Token));
    }

    [Fact]
    public async Task Run_WorkersThatDieAtTheirStart_FailAndAreNotReplacedForEver()
    {
        using ProcessContext context = Make(1, new ProcessOptions
        {
            Output = ProcessOutput.Discard,
            Environment = new Dictionary<string, string?> { ["DOTNET_GCHeapHardLimit"] = "1" },
        });
        for (int call = 0; call < 2; call++)
        {
            HoldfastOperationException failed = await Assert.ThrowsAsync<HoldfastOperationException>(
                () => context.RunAsync<int>(MapFunctions.Square, 2).WaitAsync(Patience, Token));
            Assert.Equal(ErrorCode.ProcessFailed, failed.Code);
        }

        // That nothing goes on happening can be seen in time only: it were some tens of processes.
        int before = _store.GetProcesses().Count;
        await Task.Delay(TimeSpan.FromSeconds(1), Token);
        Assert.Equal(before, _store.GetProcesses().Count);
        Assert.InRange(before, 2, 6);
        Assert.Empty(context.Workers);
    }

    [Fact]
    public async Task Have_FewerThanAreRented_StillLetsThemTakeACall()
    {
        using ProcessContext context = Make(2, new ProcessOptions { Backend = Backend.Thread });
        WorkerCrew crew = new(context);
        crew.Have(2);
        WarmWorker[] rented = [await crew.RentAsync(1, Token), await crew.RentAsync(1, Token)];
        Assert.NotSame(rented[0], rented[1]);
        crew.Have(1);
        Assert.Single(crew.Processes);
        foreach (WarmWorker worker in rented)
        {
            WorkerReply reply = await worker.AskAsync(
                FrameKind.Call, FunctionReference.Of(((Func<int>)Five).Method), ToCall).WaitAsync(Patience, Token);
            Assert.Equal(FrameKind.Answered, reply.Kind);
            crew.Return(worker);
        }

        WarmWorker surplus = Assert.Single(rented, worker => !crew.Processes.Contains(worker.Process));
        Assert.Equal(0, await surplus.Process.WaitForExitAsync(Token).WaitAsync(Patience, Token));
        await Task.WhenAll(crew.End().Select(worker => worker.StopAsync()));
    }

    [Fact]
    public async Task Dispose_WorkerThatTakesNothing_IsNotHeldUp()
    {
        ProcessContext context = Make(2, new ProcessOptions());
        await Task.WhenAll(Meet(context), Meet(context)).WaitAsync(Patience, Token);
        ChildProcess stopped = context.Workers[1];
        stopped.Signal((PosixSignal)19);
        string large = new('x', 8 << 20);
        Task<int>[] calls = await Task.Run(
            () => new[] { context.RunAsync<int>(LengthOf, large), context.RunAsync<int>(LengthOf, large) }, Token)
            .WaitAsync(Patience, Token);
        context.State.Set("/go", true);
        Assert.Equal(large.Length, await await Task.WhenAny(calls).WaitAsync(Patience, Token));
        List<int> squares = await Task.Run(
            () => context.Map(MapFunctions.Square, [3], new MapOptions { Count = 1 }).ToList(), Token)
            .WaitAsync(Patience, Token);
        Assert.Equal([9], squares);
        Assert.DoesNotContain(stopped, context.Workers);
        await Task.Run(context.Dispose, Token).WaitAsync(Patience, Token);
        Assert.False(stopped.IsAlive);
    }

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
    }

    private static int Five() => 5;

    private static int LengthOf(State state, string text)
    {
        state.When("/go", _ => true, Patience);
        return text.Length;
    }

    private static int WaitForTwo(State state)
    {
        state.Add("/here", 1);
        state.When("/here", here => (int)here >= 2, Patience);
        return 0;
    }

    private static byte[] ToCall(long call, int function) =>
        [.. BitConverter.GetBytes(call), .. BitConverter.GetBytes(function), .. BitConverter.GetBytes(0)];

    private static Task<int> Meet(ProcessContext context) => context.RunAsync<int>(WaitForTwo);

    private ProcessContext Make(int workers, ProcessOptions options) =>
        new(_store, new ProcessContextOptions { Workers = workers, Process = options });
}
