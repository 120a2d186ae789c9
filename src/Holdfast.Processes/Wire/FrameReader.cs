using System.Buffers.Binary;
using Holdfast.Errors;
using Holdfast.Processes.Native;

namespace Holdfast.Processes.Wire;

/// <summary>Takes messages out of a socket: four bytes of length (little-endian), one of kind, the payload.</summary>
/// <remarks>Threads. One at a time.</remarks>
internal sealed class FrameReader(int socket)
{
    /// <summary>Bytes before a payload.</summary>
    public const int HeaderBytes = 5;

    private const int DontWaitFlag = 0x40;
    private const int FirstBytes = 4096;

    /// <summary>
    /// So much room is kept when it is empty: enough for the pieces of a map, which come one after the other, and not
    /// for one argument of 100 MB, whose room a warm worker would have for ever.
    /// </summary>
    private const int KeptBytes = 4 << 20;

    private byte[] _buffer = new byte[FirstBytes];
    private int _start;
    private int _end;

    /// <summary>Whether nothing more will come.</summary>
    public bool IsEnded { get; private set; }

    /// <summary>Takes the next message that has arrived whole.</summary>
    public bool TryTake(out Frame frame)
    {
        frame = default;
        int available = _end - _start;
        if (available == 0 && _buffer.Length > KeptBytes) (_buffer, _start, _end) = (new byte[FirstBytes], 0, 0);
        if (available < HeaderBytes) return false;
        int length = LengthOf(_buffer.AsSpan(_start));
        if (available - HeaderBytes < length) return false;
        frame = new Frame((FrameKind)_buffer[_start + 4], _buffer.AsMemory(_start + HeaderBytes, length));
        _start += HeaderBytes + length;
        return true;
    }

    /// <summary>Waits for the next message.</summary>
    /// <returns>False when the other side is closed.</returns>
    public bool TryRead(out Frame frame)
    {
        while (!TryTake(out frame))
        {
            if (Receive(flags: 0) <= 0) return false;
        }

        return true;
    }

    /// <summary>Reads what has arrived, without waiting.</summary>
    /// <returns>False when nothing more will come, or nothing is there now.</returns>
    public bool TryReceive() => Receive(DontWaitFlag) > 0;

    private static int LengthOf(ReadOnlySpan<byte> header)
    {
        int length = BinaryPrimitives.ReadInt32LittleEndian(header);
        return length >= 0 ? length : throw new HoldfastException(
            ErrorCode.ChildFailed, "A message of a child process has no length; the two run different programs.");
    }

    private unsafe nint Receive(int flags)
    {
        MakeRoom();
        fixed (byte* buffer = _buffer)
        {
            while (true)
            {
                nint count = Libc.Receive(socket, buffer + _end, _buffer.Length - _end, flags);
                int error = count < 0 ? System.Runtime.InteropServices.Marshal.GetLastPInvokeError() : 0;
                if (error == Libc.Interrupted) continue;
                IsEnded = count <= 0 && error != Libc.TryAgain;
                _end += (int)Math.Max(0, count);
                return count;
            }
        }
    }

    /// <summary>Makes room for the rest of the message that has begun, or for a bit more when none has.</summary>
    private void MakeRoom()
    {
        int available = _end - _start;
        long needed = available >= HeaderBytes
            ? (long)HeaderBytes + LengthOf(_buffer.AsSpan(_start))
            : available + FirstBytes;
        if (_start == _end) (_start, _end) = (0, 0);
        if (_buffer.Length - _start >= needed && _end < _buffer.Length) return;
        byte[] target = needed <= _buffer.Length / 2 ? _buffer : new byte[GrownTo(needed)];
        _buffer.AsSpan(_start, available).CopyTo(target);
        (_buffer, _start, _end) = (target, 0, available);
    }

    private long GrownTo(long needed) => Math.Min(Array.MaxLength, Math.Max(needed + FirstBytes, _buffer.Length));
}
