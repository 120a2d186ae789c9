using System.Runtime.InteropServices;

namespace Holdfast.Cli.Execution;

/// <summary>The process's standard output or error, without a buffer.</summary>
/// <remarks>
/// Console's stream takes a closed pipe for success, so that <c>watch | head -1</c> would never end; and FileStream
/// writes at a position of its own, over what other processes write to the same file. So this one calls write(2).
/// Where that does not exist it is the stream of Console.
/// </remarks>
internal sealed partial class StandardStream : Stream
{
    private const int BrokenPipe = 32;
    private const int Interrupted = 4;
    private const int TryAgain = 11;
    private const int LongestWait = 1000;

    private readonly int _descriptor;
    private readonly Stream? _fallback;

    public StandardStream(int descriptor)
    {
        _descriptor = descriptor;
        if (OperatingSystem.IsLinux()) return;
        _fallback = descriptor == 1 ? Console.OpenStandardOutput() : Console.OpenStandardError();
    }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (_fallback is not null)
        {
            _fallback.Write(buffer);
            return;
        }

        while (!buffer.IsEmpty) buffer = buffer[WriteSome(buffer)..];
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush() => _fallback?.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    /// <summary>
    /// Waits until nobody can read what is written; for ever when the stream is a file or a terminal.
    /// </summary>
    public void WaitUntilClosed(CancellationToken token)
    {
        while (_fallback is null && !token.IsCancellationRequested)
        {
            PollRequest request = new() { Descriptor = _descriptor };
            if (Poll(ref request, 1, LongestWait) > 0 && request.Found != 0) return;
        }
    }

    private int WriteSome(ReadOnlySpan<byte> buffer)
    {
        nint written = WriteTo(_descriptor, buffer, buffer.Length);
        if (written >= 0) return (int)written;
        int error = Marshal.GetLastPInvokeError();
        if (error == BrokenPipe) throw new ClosedPipeException();
        if (error == TryAgain) WaitUntilWritable();
        else if (error != Interrupted)
            throw new IOException($"The output cannot be written: {Marshal.GetPInvokeErrorMessage(error)}.");
        return 0;
    }

    // A terminal or pipe that somebody else has made non-blocking.
    private void WaitUntilWritable()
    {
        const short canWrite = 4;
        PollRequest request = new() { Descriptor = _descriptor, Wanted = canWrite };
        Poll(ref request, 1, LongestWait);
    }

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static partial nint WriteTo(int descriptor, ReadOnlySpan<byte> buffer, nint count);

    [LibraryImport("libc", EntryPoint = "poll")]
    private static partial int Poll(ref PollRequest request, nuint count, int milliseconds);

    [StructLayout(LayoutKind.Sequential)]
    private struct PollRequest
    {
        public int Descriptor;
        public short Wanted;
        public short Found;
    }
}
