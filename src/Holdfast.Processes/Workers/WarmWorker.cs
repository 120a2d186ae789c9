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
internal sealed partial class WarmWorker
{
    private readonly Lock _lock = new();
    private readonly Dictionary<long, Request> _asked = [];
    private readonly Dictionary<FunctionReference, int> _functions = new(ReferenceEqualityComparer.Instance);
    private readonly Action<WarmWorker> _ready;
    private readonly Action<WarmWorker> _over;
    private readonly PieceClaims _pieces = PieceClaims.Make();
    private Request? _newest;
    private long _lastCall;
    private long _unansweredBytes;
    private bool _isOver;

    private sealed class Request(long call, int bytes, bool isMovable)
    {
        public long Call => call;

        public int Bytes => bytes;

        public bool IsMovable => isMovable;

        public TaskCompletionSource<WorkerReply> Reply { get; } =
            new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool IsSent { get; set; }

        public bool IsTakenBack { get; set; }
    }

    /// <summary>Starts one.</summary>
    /// <param name="context">Whose it is.</param>
    /// <param name="name">Its name.</param>
    /// <param name="ready">Told when it takes calls.</param>
    /// <param name="over">Told of its end, before its calls are.</param>
    public WarmWorker(ProcessContext context, string name, Action<WarmWorker> ready, Action<WarmWorker> over)
    {
        (_ready, _over) = (ready, over);
        try
        {
            Launch launch = Launch.OfWorker(context, name, _pieces);
            Process = new ChildProcess(context, launch) { Heard = Hear, Over = End };
            Process.Start();
        }
        catch
        {
            _pieces.Dispose();
            throw;
        }
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

    /// <summary>
    /// Whether a piece was taken away from it and it has answered nothing since, so that it gets no piece to wait
    /// behind another; kept by <see cref="WorkerCrew"/>, under its lock.
    /// </summary>
    public bool IsHeldUp { get; set; }

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
    public Task<WorkerReply> AskAsync(FrameKind kind, FunctionReference function, Func<long, int, byte[]> payload) =>
        SendAsync(kind, function, payload, isMovable: false);

    /// <summary>Sends a piece, which goes to another worker if this one does not come to begin it.</summary>
    /// <returns>As above; with <see cref="WorkerReply.Taker"/> it is to be asked of that one.</returns>
    /// <inheritdoc cref="AskAsync"/>
    public Task<WorkerReply> AskMovablyAsync(FunctionReference function, Func<long, int, byte[]> payload) =>
        SendAsync(FrameKind.Chunk, function, payload, isMovable: true);

    /// <summary>Sends a call and waits for its answer, on this thread.</summary>
    /// <inheritdoc cref="AskAsync"/>
    public WorkerReply Ask(FrameKind kind, FunctionReference function, Func<long, int, byte[]> payload)
    {
        Task<WorkerReply> reply = BeginAsking(kind, function, payload, isMovable: false);
        Process.Lead(reply);
        bool isWaitedFor;
        lock (_lock) isWaitedFor = _asked.Count > 0;
        if (isWaitedFor) Process.Follow();
        return reply.GetAwaiter().GetResult();
    }

    /// <summary>Takes the newest piece back for another worker, unless this one has begun it.</summary>
    public bool TryMove(WarmWorker taker)
    {
        lock (_lock)
        {
            if (_isOver || _newest is not { IsMovable: true } piece || !_pieces.TryTake(piece.Call)) return false;
            piece.IsTakenBack = true;

            // What was sent is still there to be read, and skipped.
            if (!piece.IsSent) Forget(piece.Call);
            piece.Reply.TrySetResult(new WorkerReply(FrameKind.Skipped, [], taker));
            return true;
        }
    }

    /// <summary>Lets it end when it has done what it was sent.</summary>
    public void Retire()
    {
        lock (_lock) Post(new Message(FrameKind.Retire, [], null));
    }

    private Task<WorkerReply> SendAsync(
        FrameKind kind, FunctionReference function, Func<long, int, byte[]> payload, bool isMovable)
    {
        Task<WorkerReply> reply = BeginAsking(kind, function, payload, isMovable);
        Process.Follow();
        return reply;
    }

    private Task<WorkerReply> BeginAsking(
        FrameKind kind, FunctionReference function, Func<long, int, byte[]> payload, bool isMovable)
    {
        lock (_lock)
        {
            if (_isOver) return Task.FromException<WorkerReply>(new WorkerDiedException(Process, wasAsked: false));
            long call = ++_lastCall;

            // Under the lock, so that a function is defined before the first call of it. A worker that is gone says so
            // by its end.
            byte[] message = payload(call, NumberOf(function));
            FrameWriter.ThrowIfTooLarge(message.Length);
            Request asked = new(call, message.Length, isMovable);
            if (kind == FrameKind.Chunk) _pieces.Offer(call);
            _newest = asked;
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
            asked = Forget(call);
        }

        // One that was taken back was told so then.
        if (frame.Kind != FrameKind.Skipped)
            asked?.Reply.SetResult(new WorkerReply(frame.Kind, frame.Payload[8..].ToArray()));
    }

    /// <summary>Under the lock.</summary>
    private Request? Forget(long call)
    {
        if (!_asked.Remove(call, out Request? asked)) return null;
        _unansweredBytes -= asked.Bytes;
        return asked;
    }

    private void End(ExitStatus status)
    {
        (Request Asked, bool WasBegun)[] left;
        lock (_lock)
        {
            _isOver = true;
            left = [.. _asked.Values
                .Where(asked => !asked.IsTakenBack)
                .Select(asked => (asked, asked.IsSent && !_pieces.TryTake(asked.Call)))];
            _asked.Clear();
            _unsent.Clear();
            _pieces.Dispose();
        }

        _over(this);
        foreach ((Request asked, bool wasBegun) in left)
            asked.Reply.SetException(new WorkerDiedException(Process, wasBegun));
    }
}
