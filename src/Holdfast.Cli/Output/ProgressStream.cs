using System.Globalization;
using Holdfast.Cli.Execution;

namespace Holdfast.Cli.Output;

/// <summary>Passes bytes on and shows on a terminal how far it is; elsewhere it shows nothing.</summary>
internal sealed class ProgressStream : Stream
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);

    private readonly Stream _inner;
    private readonly Session _session;
    private readonly string _title;
    private readonly long _total;
    private readonly bool _isShown;
    private long _done;
    private long _lastShown;

    /// <param name="inner">Where the bytes come from or go to.</param>
    /// <param name="session">Whose terminal it is.</param>
    /// <param name="title">What is going on.</param>
    /// <param name="total">How many bytes there will be; 0 when nobody knows.</param>
    public ProgressStream(Stream inner, Session session, string title, long total)
    {
        (_inner, _session, _title, _total) = (inner, session, title, total);
        _isShown = session.IsTalkative && session.Host.IsErrorTerminal();
        _lastShown = session.Host.Clock.GetTimestamp();
    }

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
        if (_isShown && _done > 0) Draw("\r\e[K");
        _inner.Dispose();
        base.Dispose(disposing);
    }

    private void Show(int count)
    {
        _done += count;
        if (!_isShown || _session.Host.Clock.GetElapsedTime(_lastShown) < Pace) return;
        _lastShown = _session.Host.Clock.GetTimestamp();
        string share = _total > 0 ? $", {100 * _done / _total} %" : "";
        Draw(string.Create(CultureInfo.InvariantCulture, $"\r\e[K{_title}: {_done / 1e6:0.0} MB{share}"));
    }

    private void Draw(string text)
    {
        Answers line = new(_session.Host.Error);
        line.Raw(System.Text.Encoding.UTF8.GetBytes(text));
        line.Flush();
    }
}
