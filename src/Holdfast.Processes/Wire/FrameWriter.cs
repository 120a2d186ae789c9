using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Holdfast.Errors;
using Holdfast.Processes.Native;

namespace Holdfast.Processes.Wire;

/// <summary>Sends messages, each whole.</summary>
/// <remarks>Threads. Any; one message at a time.</remarks>
internal sealed class FrameWriter(int socket)
{
    private const int NoSignalFlag = 0x4000;
    private const int DontWaitFlag = 0x40;
    private const int WriteSide = 1; // SHUT_WR
    private const int SmallBytes = 16 << 10;

    private readonly Lock _lock = new();

    // Held for a moment only: a send that is stuck holds the other one.
    private readonly Lock _closing = new();
    private bool _isClosed;

    /// <summary>Sends one message.</summary>
    /// <returns>False when the other side has gone.</returns>
    /// <exception cref="HoldfastArgumentException">MessageTooLarge.</exception>
    public bool TrySend(FrameKind kind, ReadOnlySpan<byte> payload)
    {
        ThrowIfTooLarge(payload.Length);
        lock (_lock) return TrySendLocked(kind, payload);
    }

    /// <exception cref="HoldfastArgumentException">MessageTooLarge.</exception>
    public static void ThrowIfTooLarge(int payloadBytes)
    {
        if (payloadBytes <= Array.MaxLength - FrameReader.HeaderBytes) return;
        throw new HoldfastArgumentException(
            ErrorCode.MessageTooLarge,
            $"A message of {payloadBytes} bytes cannot be sent to another process; put it into the state.");
    }

    /// <summary>
    /// Sends a message without content, unless another one is stuck for too long or the other side takes none.
    /// </summary>
    /// <returns>False when it was not sent.</returns>
    public bool TrySendWithin(TimeSpan time, FrameKind kind)
    {
        if (!_lock.TryEnter(time)) return false;
        try
        {
            if (_isClosed) return false;
            Span<byte> header = stackalloc byte[FrameReader.HeaderBytes];
            WriteHeader(header, kind, 0);
            return TrySendAtOnce(header);
        }
        finally
        {
            _lock.Exit();
        }
    }

    /// <summary>Lets the other side see the end of this one; what it sends is still read.</summary>
    /// <remarks>Without the lock of sends: it also ends one that is stuck, as to a child that is stopped.</remarks>
    public void Abandon()
    {
        lock (_closing)
        {
            if (!_isClosed) _ = Libc.Shutdown(socket, WriteSide);
        }
    }

    /// <summary>Lets nothing more be sent, so that the descriptor can be closed.</summary>
    public void Close()
    {
        lock (_lock)
        {
            lock (_closing) _isClosed = true;
        }
    }

    private bool TrySendLocked(FrameKind kind, ReadOnlySpan<byte> payload)
    {
        if (_isClosed) return false;
        Span<byte> header = stackalloc byte[FrameReader.HeaderBytes];
        WriteHeader(header, kind, payload.Length);
        return payload.Length <= SmallBytes ? TrySendJoined(header, payload) : TrySend(header) && TrySend(payload);
    }

    private static void WriteHeader(Span<byte> header, FrameKind kind, int payloadBytes)
    {
        BinaryPrimitives.WriteInt32LittleEndian(header, payloadBytes);
        header[4] = (byte)kind;
    }

    /// <summary>Sends a few bytes if there is room for them now; the kernel takes so few whole or not at all.</summary>
    private unsafe bool TrySendAtOnce(ReadOnlySpan<byte> bytes)
    {
        fixed (byte* start = bytes)
            return Libc.Send(socket, start, bytes.Length, NoSignalFlag | DontWaitFlag) == bytes.Length;
    }

    private bool TrySendJoined(ReadOnlySpan<byte> header, ReadOnlySpan<byte> payload)
    {
        byte[] joined = ArrayPool<byte>.Shared.Rent(header.Length + payload.Length);
        header.CopyTo(joined);
        payload.CopyTo(joined.AsSpan(header.Length));
        bool isSent = TrySend(joined.AsSpan(0, header.Length + payload.Length));
        ArrayPool<byte>.Shared.Return(joined);
        return isSent;
    }

    private unsafe bool TrySend(ReadOnlySpan<byte> bytes)
    {
        fixed (byte* start = bytes)
        {
            for (int done = 0; done < bytes.Length;)
            {
                nint count = Libc.Send(socket, start + done, bytes.Length - done, NoSignalFlag);
                if (count >= 0) done += (int)count;
                else if (Marshal.GetLastPInvokeError() != Libc.Interrupted) return false;
            }
        }

        return true;
    }
}
