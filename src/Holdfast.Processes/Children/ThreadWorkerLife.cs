using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Holdfast.Processes.Calls;
using Holdfast.Processes.Coordination;
using Holdfast.Processes.Entry;
using Holdfast.Processes.Native;
using Holdfast.Processes.Wire;
using Holdfast.Processes.Workers;

namespace Holdfast.Processes.Children;

/// <summary>A warm worker that is a thread of this process.</summary>
[RequiresUnreferencedCode(FunctionReference.Reflection)]
[RequiresDynamicCode(FunctionReference.Reflection)]
internal sealed class ThreadWorkerLife : ChildLife
{
    private readonly BlockingCollection<(FrameKind Kind, byte[] Payload)> _messages = [];
    private readonly ProcessServices _services;
    private readonly PieceClaims _pieces;

    private ThreadWorkerLife(ProcessServices services, PieceClaims pieces) =>
        (_services, _pieces) = (services, pieces);

    public override int Process => Environment.ProcessId;

    public static ThreadWorkerLife Start(
        Store store, BeginMessage begin, PieceClaims pieces, Action<Frame> heard, Action<ExitStatus> over)
    {
        ThreadWorkerLife life = new(new ProcessServices(() => store, () => store, begin, Backend.Thread), pieces)
        {
            Heard = heard,
            Over = over,
        };
        using (ExecutionContext.SuppressFlow())
        {
            Thread thread = new(() => life.Run(begin.Id)) { IsBackground = true, Name = $"holdfast {begin.Name}" };
            thread.Start();
        }

        return life;
    }

    public override bool TrySend(FrameKind kind, ReadOnlySpan<byte> payload)
    {
        if (Ended.IsCompleted) return false;
        _messages.Add((kind, payload.ToArray()));
        return true;
    }

    public override void Signal(int signal)
    {
        if (signal == Libc.Terminate) TrySend(FrameKind.Stop, []);
    }

    public override void AskToEnd() => TrySend(FrameKind.Stop, []);

    public override void Abandon() => Signal(Libc.Terminate);

    private void Run(string id)
    {
        int code = RunOutcome.FailureCode;
        try
        {
            Serve(id);
            code = 0;
        }
        catch (Exception fault)
        {
            // As a process would, it says why it can do no more.
            Heard(new Frame(FrameKind.Failed, RunOutcome.Failed(fault).Payload));
        }
        finally
        {
            _services.Dispose();
            End(new ExitStatus(code));
        }
    }

    private void Serve(string id)
    {
        HolderScope scope = HolderScope.Begin(id);
        try
        {
            WorkerSession session = WorkerSession.Begin(
                _services, _pieces, json: null, (kind, payload) => Heard(new Frame(kind, payload)));
            foreach ((FrameKind kind, byte[] payload) in _messages.GetConsumingEnumerable())
                if (!session.Take(new Frame(kind, payload))) break;
        }
        finally
        {
            scope.End();
        }
    }
}
