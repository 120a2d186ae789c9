using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using Holdfast.Processes.Calls;
using Holdfast.Processes.Children;
using Holdfast.Processes.Entry;
using Holdfast.Processes.Wire;

namespace Holdfast.Processes.Workers;

/// <summary>A worker as its parent sees it: sends calls, and gives each its answer.</summary>
/// <remarks>
/// Threads. Any. Answers come on the thread that listens to the worker. Nobody who asks waits for the socket, which a
///          worker that is busy or stopped does not empty: what might not fit into it is sent by a thread of its own.
/// </remarks>
[RequiresUnreferencedCode(FunctionReference.Reflection)]
[RequiresDynamicCode(FunctionReference.Reflection)]
internal sealed class WarmWorker
{
    /// <summary>So much fits into the socket, whether or not the worker takes anything.</summary>
    private const int FittingBytes = 64 << 10;

    private const int StackBytes = 256 << 10;

    private readonly Lock _lock = new();
    private readonly Dictionary<long, Request> _asked = [];
    private readonly Queue<Message> _unsent = [];
    private readonly Dictionary<FunctionReference, int> _functions = new(ReferenceEqualityComparer.Instance);
    private readonly Action<WarmWorker> _ready;
    private readonly Action<WarmWorker> _over;
    private long _lastCall;
    private long _unansweredBytes;
    private bool _isSending;
    private bool _isOver;

    private sealed class Request(int bytes)
    {
        public int Bytes => bytes;

        public TaskCompletionSource<WorkerReply> Reply { get; } =
            new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool IsSent { get; set; }
    }

    private readonly record struct Message(FrameKind Kind, byte[] Payload, Request? Request);

    /// <summary>Starts one.</summary>
    /// <param name="context">Whose it is.</param>
    /// <param name="name">Its name.</param>
    /// <param name="ready">Told when it takes calls.</param>
    /// <param name="over">Told of its end, before its calls are.</param>
    public WarmWorker(ProcessContext context, string name, Action<WarmWorker> ready, Action<WarmWorker> over)
    {
        (_ready, _over) = (ready, over);
        Process = new ChildProcess(context, Launch.OfWorker(context, name)) { Heard = Hear, Over = End };
        Process.Start();
    }

    public ChildProcess Process { get; }

    /// <summary>How many calls it has; kept by <see cref="WorkerCrew"/>, under its lock.</summary>
    public int Load { get; set; }

    /// <summary>Whether its end was told; kept by <see cref="WorkerCrew"/>, under its lock.</summary>
    public bool IsOver { get; set; }

    /// <summary>Whether it takes calls; kept by <see cref="WorkerCrew"/>, under its lock.</summary>
    public bool IsReady { get; set; }

    /// <summary>
    /// Whether it gets no more, and ends when it has done what it has; kept by <see cref="WorkerCrew"/>, under its
    /// lock.
    /// </summary>
    public bool IsRetired { get; set; }

    /// <summary>Whether it has been of use.</summary>
    public bool HasAnswered { get; private set; }

    /// <summary>What it says it failed with, as it could not begin; null: nothing.</summary>
    public ExceptionImage? Failure { get; private set; }

    /// <summary>Sends a call.</summary>
    /// <param name="kind">Call or Chunk.</param>
    /// <param name="function">The function, by the one object that <see cref="FunctionReference"/> keeps of it.</param>
    /// <param name="payload">Makes the message from the numbers of the call and of the function.</param>
    /// <returns>Fails with <see cref="WorkerDiedException"/> when it ends before it has answered.</returns>
    /// <exception cref="Errors.HoldfastArgumentException">MessageTooLarge.</exception>
    public Task<WorkerReply> AskAsync(FrameKind kind, FunctionReference function, Func<long, int, byte[]> payload)
    {
        Task<WorkerReply> reply = BeginAsking(kind, function, payload);
        Process.Follow();
        return reply;
    }

    /// <summary>Sends a call and waits for its answer, on this thread.</summary>
    /// <inheritdoc cref="AskAsync"/>
    public WorkerReply Ask(FrameKind kind, FunctionReference function, Func<long, int, byte[]> payload)
    {
        Task<WorkerReply> reply = BeginAsking(kind, function, payload);
        Process.Lead(reply);
        bool isWaitedFor;
        lock (_lock) isWaitedFor = _asked.Count > 0;
        if (isWaitedFor) Process.Follow();
        return reply.GetAwaiter().GetResult();
    }

    /// <summary>Lets it end when it has done what it was sent.</summary>
    public void Retire()
    {
        lock (_lock) Post(new Message(FrameKind.Retire, [], null));
    }

    private Task<WorkerReply> BeginAsking(
        FrameKind kind, FunctionReference function, Func<long, int, byte[]> payload)
    {
        lock (_lock)
        {
            if (_isOver) return Task.FromException<WorkerReply>(new WorkerDiedException(Process, wasAsked: false));
            long call = ++_lastCall;

            // Under the lock, so that a function is defined before the first call of it. A worker that is gone says so
            // by its end.
            byte[] message = payload(call, NumberOf(function));
            FrameWriter.ThrowIfTooLarge(message.Length);
            Request asked = new(message.Length);
            _asked.Add(call, asked);
            _unansweredBytes += message.Length;
            Post(new Message(kind, message, asked));
            return asked.Reply.Task;
        }
    }

    private int NumberOf(FunctionReference function)
    {
        if (_functions.TryGetValue(function, out int number)) return number;
        number = _functions.Count;
        _functions.Add(function, number);
        Post(new Message(FrameKind.Define, WorkerSession.ToDefinition(function), null));
        return number;
    }

    /// <summary>Under the lock: sends it now if that takes no time, else behind what was posted before.</summary>
    private void Post(Message message)
    {
        if (!_isSending && _unansweredBytes <= FittingBytes)
        {
            Send(message);
            return;
        }

        _unsent.Enqueue(message);
        if (_isSending) return;
        _isSending = true;
        new Thread(SendRest, StackBytes) { IsBackground = true, Name = "holdfast sender" }.UnsafeStart();
    }

    private void SendRest()
    {
        while (true)
        {
            Message next;
            lock (_lock)
            {
                if (!_unsent.TryDequeue(out next))
                {
                    _isSending = false;
                    return;
                }
            }

            Send(next);
        }
    }

    private void Send(Message message)
    {
        message.Request?.IsSent = true;
        Process.Send(message.Kind, message.Payload);
    }

    private void Hear(Frame frame)
    {
        if (frame.Kind == FrameKind.Ready)
        {
            _ready(this);
            return;
        }

        if (frame.Kind == FrameKind.Failed)
        {
            Failure = RunOutcome.ToImage(frame.Payload);
            return;
        }

        long call = BinaryPrimitives.ReadInt64LittleEndian(frame.Payload.Span);
        Request? asked;
        lock (_lock)
        {
            HasAnswered = true;
            if (_asked.Remove(call, out asked)) _unansweredBytes -= asked.Bytes;
        }

        asked?.Reply.SetResult(new WorkerReply(frame.Kind, frame.Payload[8..].ToArray()));
    }

    private void End(ExitStatus status)
    {
        Request[] left;
        lock (_lock)
        {
            _isOver = true;
            left = [.. _asked.Values];
            _asked.Clear();
            _unsent.Clear();
        }

        _over(this);
        foreach (Request asked in left) asked.Reply.SetException(new WorkerDiedException(Process, asked.IsSent));
    }
}
