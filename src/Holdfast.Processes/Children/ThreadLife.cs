using System.Diagnostics.CodeAnalysis;
using Holdfast.Processes.Calls;
using Holdfast.Processes.Coordination;
using Holdfast.Processes.Entry;
using Holdfast.Processes.Native;
using Holdfast.Processes.Table;
using Holdfast.Processes.Wire;
using Holdfast.Reporting;

namespace Holdfast.Processes.Children;

/// <summary>A child that is a thread of this process. It can be asked to end, and cannot be killed.</summary>
[RequiresUnreferencedCode(FunctionReference.Reflection)]
[RequiresDynamicCode(FunctionReference.Reflection)]
internal sealed class ThreadLife : ChildLife
{
    // Null once it has ended: it keeps the arguments, which may be large.
    private volatile FunctionRun? _run;

    private ThreadLife(FunctionRun run) => _run = run;

    public override int Process => Environment.ProcessId;

    /// <summary>Starts it.</summary>
    /// <param name="store">The store.</param>
    /// <param name="begin">What it runs.</param>
    /// <param name="heard">Told what it says.</param>
    /// <param name="over">Told of its end.</param>
    public static ThreadLife Start(Store store, BeginMessage begin, Action<Frame> heard, Action<ExitStatus> over)
    {
        ProcessServices services = new(() => store, () => store, begin, Backend.Thread);
        FunctionRun run = new(begin, begin.Call!, services, store.Options.Json, () => new ProcessTable(store));
        ThreadLife life = new(run) { Heard = heard, Over = over };

        // What flows with the caller, such as its run, is not the child's.
        using (ExecutionContext.SuppressFlow())
        {
            Thread thread = new(() => life.Run(run, begin, services))
            {
                IsBackground = true,
                Name = $"holdfast {begin.Name}",
            };
            thread.Start();
        }

        return life;
    }

    public override bool TrySend(FrameKind kind, ReadOnlySpan<byte> payload)
    {
        if (Ended.IsCompleted) return false;
        if (kind == FrameKind.Stop) _run?.Stop();
        return true;
    }

    public override void Signal(int signal)
    {
        if (signal == Libc.Terminate) _run?.Stop();
    }

    public override void AskToEnd() => _run?.Stop();

    public override void Abandon() => _run?.Stop();

    private void Run(FunctionRun run, BeginMessage begin, ProcessServices services)
    {
        HolderScope scope = HolderScope.Begin(begin.Id);
        RunOutcome outcome = Outcome(run, begin.Call!);
        try
        {
            scope.End();
            if (outcome.Kind is { } kind) Heard(new Frame(kind, outcome.Payload));
            services.Dispose();
        }
        catch (Exception fault)
        {
            CallbackFailures.Report(this, $"end of the thread child '{begin.Name}'", fault);
        }
        finally
        {
            _run = null;
            End(new ExitStatus(outcome.ExitCode));
        }
    }

    private static RunOutcome Outcome(FunctionRun run, Call call)
    {
        try
        {
            return run.Run(call.Function.Resolve());
        }
        catch (Exception fault)
        {
            return RunOutcome.Failed(fault);
        }
    }
}
