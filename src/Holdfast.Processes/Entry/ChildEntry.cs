using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.InteropServices;
using Holdfast.Errors;
using Holdfast.Processes.Calls;
using Holdfast.Processes.Children;
using Holdfast.Processes.Native;
using Holdfast.Processes.Table;
using Holdfast.Processes.Wire;
using Holdfast.Processes.Workers;

namespace Holdfast.Processes.Entry;

/// <summary>The life of a child process, from its first message to its exit.</summary>
[RequiresUnreferencedCode(FunctionReference.Reflection)]
[RequiresDynamicCode(FunctionReference.Reflection)]
internal static class ChildEntry
{
    /// <summary>How long a function may take to end when its parent has died, before it is killed.</summary>
    private static readonly TimeSpan OrphanGrace = TimeSpan.FromMilliseconds(250);

    /// <summary>
    /// Kept to the end of the process: a stop is a message and, behind it, a signal, which would kill one that has
    /// obeyed the message while it still hands over its result.
    /// </summary>
    private static PosixSignalRegistration? _terminate;

    /// <summary>Runs what the parent says; the result is the exit code, −N for an end by signal N.</summary>
    /// <param name="prepare">Done first; its failure is told to the parent as any other.</param>
    public static int Run(Action? prepare = null)
    {
        ParentLink parent = ParentLink.Take(ChildProgram.ControlDescriptor);
        if (!parent.TryRead(out Frame first)) return RunOutcome.FailureCode;
        try
        {
            prepare?.Invoke();
            BeginMessage begin = Read(first);
            using ChildStore store = new(begin);
            if (first.Kind == FrameKind.Prepare) begin = WaitAsSpare(parent, store);
            store.Tell(begin);
            return Run(parent, begin, store);
        }
        catch (Exception fault)
        {
            // Whatever it is, the parent is told, which an unhandled exception is not.
            if (fault is not (IHoldfastError or IOException)) Console.Error.WriteLine(fault);
            parent.Writer.TrySend(FrameKind.Failed, RunOutcome.Failed(fault).Payload);
            return RunOutcome.FailureCode;
        }
    }

    /// <summary>Ends this process as an exit code says.</summary>
    [DoesNotReturn]
    public static void Exit(int code)
    {
        if (code < 0) DieOf(-code);
        Environment.Exit(code);
    }

    private static BeginMessage Read(Frame frame)
    {
        // Before the rest is read, which another build may write otherwise.
        ThrowIfOther(BeginMessage.VersionOf(frame.Payload.Span));
        return BeginMessage.FromBytes(frame.Payload);
    }

    /// <summary>Opens the store, and waits for what this process is to be.</summary>
    private static BeginMessage WaitAsSpare(ParentLink parent, ChildStore store)
    {
        store.Open(static () => { });

        // It has nothing to end but itself, and need not wait for the store either.
        if (!parent.TryRead(out Frame begin)) EndGroup();
        return Read(begin);
    }

    private static int Run(ParentLink parent, BeginMessage begin, ChildStore store)
    {
        using ProcessServices services = new(() => store.Opened, () => store.Entered, begin);
        return begin.Call is { } call
            ? RunCall(parent, begin, call, store, services)
            : RunWorker(parent, store, services);
    }

    private static int RunCall(
        ParentLink parent, BeginMessage begin, Call call, ChildStore store, ProcessServices services)
    {
        MethodInfo method = call.Function.Resolve();
        FunctionRun run = new(begin, call, services, json: null, () => new ProcessTable(store.Entered));
        bool canBeAsked = FunctionRun.CanBeAsked(method);
        bool isRetried = begin.Retry?.Signals.Contains(PosixSignal.SIGTERM) == true;
        LetTerminateKill();
        if (canBeAsked && !isRetried)
            _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => OnTerminate(context, run));

        // As late as it can be, so that it does not hold the function up; it goes on beside that.
        store.Open(Tied(parent, () => parent.Listen(run.Stop, () => OnParentGone(begin, run, canBeAsked))));
        RunOutcome outcome = run.Run(method);

        if (isRetried) TakeOverTerminate();
        if (outcome.Kind is { } kind) parent.Writer.TrySend(kind, outcome.Payload);
        return outcome.ExitCode;
    }

    /// <summary>Runs what it is sent, on this very thread, which saves each call a change of threads.</summary>
    private static int RunWorker(ParentLink parent, ChildStore store, ProcessServices services)
    {
        LetTerminateKill();
        using PieceClaims pieces = PieceClaims.Take(ChildProgram.PiecesDescriptor);
        store.Open(Tied(parent, () => parent.LookForEnd(EndGroup)));
        WorkerSession session = WorkerSession.Begin(
            services, pieces, json: null, (kind, payload) => parent.Writer.TrySend(kind, payload));
        while (parent.TryRead(out Frame frame) && session.Take(frame)) { }
        return 0;
    }

    /// <summary>Ends this process where it cannot listen to its parent: it would live on without it.</summary>
    private static Action Tied(ParentLink parent, Action listen) => () =>
    {
        try
        {
            listen();
        }
        catch (Exception fault)
        {
            parent.Writer.TrySend(FrameKind.Failed, RunOutcome.Failed(fault).Payload);
            EndGroup();
        }
    };

    private static void OnTerminate(PosixSignalContext context, FunctionRun run)
    {
        context.Cancel = true;
        run.Stop();
    }

    /// <summary>From here on SIGTERM does nothing: what made an exception of it ends with the run.</summary>
    private static void TakeOverTerminate()
    {
        // In this order, so that there is no moment between in which it kills.
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, static context => context.Cancel = true);
        Signals.ToDefault(PosixSignal.SIGTERM);
    }

    /// <summary>
    /// Where nothing catches SIGTERM it ends this process as any; the runtime would make an exit of it.
    /// </summary>
    private static void LetTerminateKill() => _ = Libc.SetHandler(Libc.Terminate, 0);

    private static void OnParentGone(BeginMessage begin, FunctionRun run, bool canBeAsked)
    {
        if (begin.OutlivesParent) return;
        ProcessContext.AbandonAll();
        if (canBeAsked)
        {
            run.Stop();
            Thread.Sleep(OrphanGrace);
        }

        EndGroup();
    }

    /// <summary>Ends this process and the programs that it started, which have nobody left either.</summary>
    private static void EndGroup()
    {
        try
        {
            Strays.EndOwn();
        }
        finally
        {
            _ = Libc.SendSignal(0, Libc.Kill);
        }
    }

    private static void ThrowIfOther(Guid version)
    {
        if (version == BeginMessage.OwnVersion) return;
        throw new HoldfastOperationException(
            ErrorCode.ProgramChanged,
            "The program that starts this child was built anew after its own start; start it again.");
    }

    [DoesNotReturn]
    private static void DieOf(int signal)
    {
        Console.Out.Flush();
        _ = Libc.SetHandler(signal, 0);
        _ = Libc.SendSignal(Environment.ProcessId, signal);

        // A signal that is blocked, or that ends nothing by itself: the next best.
        Environment.Exit(128 + signal);
    }
}
