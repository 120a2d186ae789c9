using Holdfast.Errors;
using Holdfast.Reporting;

namespace Holdfast.Processes.Tests.Ending;

/// <summary>Children whose clean-up behind the function fails; what holds on both backends.</summary>
public abstract class CleanUpTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TestFolder _folder = new();

    protected CleanUpTests(Backend backend)
    {
        (Backend, Store) = (backend, Store.Open(_folder.Store));
        Context = new ProcessContext(
            Store, new ProcessContextOptions { Process = new ProcessOptions { Backend = backend } });
    }

    protected Backend Backend { get; }

    protected ProcessContext Context { get; }

    private Store Store { get; }

    // The thread ended with an unhandled exception and its child lived on for ever; a process lost its result.
    [Fact]
    public void Wait_CleanUpBehindTheFunctionFails_GivesItsResult()
    {
        using Failures failures = new();
        ChildProcess process = Context.Start(LeaveStuck);
        Assert.Equal(7, process.Wait<int>(Patience));
        Assert.Equal(0, process.ExitCode);
        if (Backend == Backend.Thread) Assert.Contains(ErrorCode.ThreadGoesOn, failures.Codes);
    }

    // The worker never ended, so that the end of its context failed or waited for it.
    [Fact]
    public void Dispose_CleanUpBehindAWorkerFails_EndsTheWorker()
    {
        Assert.Equal(7, Context.Run<int>(LeaveStuck));
        IReadOnlyList<ChildProcess> workers = Context.Workers;
        Context.Dispose();
        Assert.All(workers, worker => Assert.False(worker.IsAlive));
    }

    public void Dispose()
    {
        Context.Dispose();
        Store.GetState("default")["/wake"] = true;
        Store.Dispose();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Leaves a thread that does not end when it is asked.</summary>
    private static int LeaveStuck(ProcessContext context, State state)
    {
        ProcessOptions options = new() { Backend = Backend.Thread, StopGrace = TimeSpan.FromMilliseconds(50) };
        context.Start(options, Stick);
        state.When("/stuck", stuck => (bool)stuck, Patience);
        return 7;
    }

    private static void Stick(State state)
    {
        state["/stuck"] = true;
        state.When("/wake", wake => (bool)wake, Patience);
    }

    /// <summary>The codes of the failures that this process reports.</summary>
    private sealed class Failures : IDisposable
    {
        private readonly System.Collections.Concurrent.ConcurrentQueue<ErrorCode> _codes = [];

        public Failures() => CallbackFailures.Failed += Take;

        public IEnumerable<ErrorCode> Codes => _codes;

        public void Dispose() => CallbackFailures.Failed -= Take;

        private void Take(object? source, CallbackFailedEventArgs failed)
        {
            if (failed.Failure is IHoldfastError error) _codes.Enqueue(error.Code);
        }
    }
}

public sealed class ProcessCleanUpTests() : CleanUpTests(Backend.Process);

public sealed class ThreadCleanUpTests() : CleanUpTests(Backend.Thread);
