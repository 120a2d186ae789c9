using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using Holdfast.Processes.Calls;
using Holdfast.Processes.Children;
using Holdfast.Processes.Wire;

namespace Holdfast.Processes.Workers;

/// <summary>A worker as its parent sees it: sends calls, and gives each its answer.</summary>
/// <remarks>Threads. Any. Answers come on the thread that listens to the worker.</remarks>
[RequiresUnreferencedCode(FunctionReference.Reflection)]
[RequiresDynamicCode(FunctionReference.Reflection)]
internal sealed class WarmWorker
{
    private readonly Lock _lock = new();
    private readonly Dictionary<long, TaskCompletionSource<WorkerReply>> _pending = [];
    private readonly Dictionary<FunctionReference, int> _functions = new(ReferenceEqualityComparer.Instance);
    private readonly Action<WarmWorker> _over;
    private long _lastCall;
    private bool _isOver;

    /// <summary>Starts one.</summary>
    /// <param name="context">Whose it is.</param>
    /// <param name="name">Its name.</param>
    /// <param name="over">Told of its end, after its calls were.</param>
    public WarmWorker(ProcessContext context, string name, Action<WarmWorker> over)
    {
        _over = over;
        Process = new ChildProcess(context, Launch.OfWorker(context, name)) { Heard = Hear, Over = End };
        Process.Start();
    }

    public ChildProcess Process { get; }

    /// <summary>How many calls it has; kept by <see cref="WorkerCrew"/>, under its lock.</summary>
    public int Load { get; set; }

    /// <summary>Whether its end was told; kept by <see cref="WorkerCrew"/>, under its lock.</summary>
    public bool IsOver { get; set; }

    /// <summary>Whether it is told no more, and ends when it has done what it has.</summary>
    public bool IsRetired { get; set; }

    /// <summary>Sends a call.</summary>
    /// <param name="kind">Call or Chunk.</param>
    /// <param name="function">The function, by the one object that <see cref="FunctionReference"/> keeps of it.</param>
    /// <param name="payload">Makes the message from the numbers of the call and of the function.</param>
    /// <returns>Fails with <see cref="WorkerDiedException"/> when it ends before it has answered.</returns>
    public Task<WorkerReply> AskAsync(FrameKind kind, FunctionReference function, Func<long, int, byte[]> payload)
    {
        Task<WorkerReply> reply = Send(kind, function, payload);
        Process.Follow();
        return reply;
    }

    /// <summary>Sends a call and waits for its answer, on this thread.</summary>
    /// <inheritdoc cref="AskAsync"/>
    public WorkerReply Ask(FrameKind kind, FunctionReference function, Func<long, int, byte[]> payload)
    {
        Task<WorkerReply> reply = Send(kind, function, payload);
        Process.Lead(reply);
        bool isWaitedFor;
        lock (_lock) isWaitedFor = _pending.Count > 0;
        if (isWaitedFor) Process.Follow();
        return reply.GetAwaiter().GetResult();
    }

    private Task<WorkerReply> Send(FrameKind kind, FunctionReference function, Func<long, int, byte[]> payload)
    {
        TaskCompletionSource<WorkerReply> reply = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (_isOver) return Task.FromException<WorkerReply>(new WorkerDiedException(Process));
            long call = ++_lastCall;
            _pending.Add(call, reply);

            // Under the lock, so that a function is defined before the first call of it. A worker that is gone says so
            // by its end.
            Process.Send(kind, payload(call, NumberOf(function)));
        }

        return reply.Task;
    }

    /// <summary>Lets it end when it has done what it was sent.</summary>
    public void Retire()
    {
        IsRetired = true;
        Process.Send(FrameKind.Retire, []);
    }

    private int NumberOf(FunctionReference function)
    {
        if (_functions.TryGetValue(function, out int number)) return number;
        number = _functions.Count;
        _functions.Add(function, number);
        Process.Send(FrameKind.Define, WorkerSession.ToDefinition(function));
        return number;
    }

    private void Hear(Frame frame)
    {
        long call = BinaryPrimitives.ReadInt64LittleEndian(frame.Payload.Span);
        TaskCompletionSource<WorkerReply>? reply;
        lock (_lock) _pending.Remove(call, out reply);
        reply?.SetResult(new WorkerReply(frame.Kind, frame.Payload[8..].ToArray()));
    }

    private void End(ExitStatus status)
    {
        TaskCompletionSource<WorkerReply>[] left;
        lock (_lock)
        {
            _isOver = true;
            left = [.. _pending.Values];
            _pending.Clear();
        }

        _over(this);
        foreach (TaskCompletionSource<WorkerReply> reply in left)
            reply.SetException(new WorkerDiedException(Process));
    }
}
