using Holdfast.Processes.Wire;

namespace Holdfast.Processes.Workers;

/// <content>How messages are sent without that anybody waits for the worker.</content>
internal sealed partial class WarmWorker
{
    /// <summary>So much fits into the socket, whether or not the worker takes anything.</summary>
    private const int FittingBytes = 64 << 10;

    private const int StackBytes = 256 << 10;

    private readonly Queue<Message> _unsent = [];
    private bool _isSending;

    private readonly record struct Message(FrameKind Kind, byte[] Payload, Request? Request);

    /// <summary>Under the lock: sends it now if that takes no time, else behind what was posted before.</summary>
    private void Post(Message message)
    {
        if (!_isSending && _unansweredBytes <= FittingBytes)
        {
            message.Request?.IsSent = true;
            Process.Send(message.Kind, message.Payload);
            return;
        }

        _unsent.Enqueue(message);
        if (_isSending) return;
        _isSending = true;
        try
        {
            new Thread(SendRest, StackBytes) { IsBackground = true, Name = "holdfast sender" }.UnsafeStart();
        }
        catch (Exception fault) when (fault is OutOfMemoryException or ThreadStartException)
        {
            // The process may have no more threads: one of the pool's sends it when it comes to that.
            ThreadPool.UnsafeQueueUserWorkItem(static worker => worker.SendRest(), this, preferLocal: false);
        }
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

                if (next.Request is { IsTakenBack: true }) continue;
                next.Request?.IsSent = true;
            }

            Process.Send(next.Kind, next.Payload);
        }
    }
}
