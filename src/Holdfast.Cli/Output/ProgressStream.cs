using Holdfast.Cli.Execution;

namespace Holdfast.Cli.Output;

/// <summary>Passes bytes on and shows on a terminal how far it is; elsewhere it shows nothing.</summary>
internal sealed class ProgressStream : Stream
{
    private readonly Stream _inner;
    private readonly ProgressLine _line;
    private long _done;

    /// <param name="inner">Where the bytes come from or go to.</param>
    /// <param name="session">Whose terminal it is.</param>
    /// <param name="title">What is going on.</param>
    /// <param name="total">How many bytes there will be; 0 when nobody knows.</param>
    public ProgressStream(Stream inner, Session session, string title, long total) =>
        (_inner, _line) = (inner, new ProgressLine(session, title, total));

    public override bool CanRead => _inner.CanRead;

    public override bool CanSeek => false;

    public override bool CanWrite => _inner.CanWrite;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        int count = _inner.Read(buffer);
        Show(count);
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        _inner.Write(buffer);
        Show(buffer.Length);
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush() => _inner.Flush();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (!disposing) return;
        _line.Clear();
        _inner.Dispose();
        base.Dispose(disposing);
    }

    private void Show(int count)
    {
        _done += count;
        _line.Show(_done);
    }
}
