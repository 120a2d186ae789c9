using Holdfast.Logs.File.Native;

namespace Holdfast.Logs.File.Segments;

/// <summary>Shows a segment's bytes piece by piece, reading ahead into one buffer.</summary>
internal ref struct ReadWindow(Segment segment, byte[] buffer, long end)
{
    // Little at first: a small log is mostly zeros, and memory that is touched for the first time costs more than they.
    private const int FirstBytes = 4 << 10;

    private byte[] _buffer = buffer;
    private long _start;
    private int _count;

    /// <summary>The segment that is read.</summary>
    public readonly Segment Segment => segment;

    /// <summary>Gives the bytes at a position; valid until the next call.</summary>
    /// <exception cref="Errors.HoldfastException">Damaged: the file is shorter; or an operating fault.</exception>
    public ReadOnlySpan<byte> Get(long position, int count)
    {
        if (position < _start || position + count > _start + _count) Fill(position, count);

        return _buffer.AsSpan((int)(position - _start), count);
    }

    private void Fill(long position, int count)
    {
        if (count > _buffer.Length) _buffer = new byte[count];

        int ahead = _count == 0 ? FirstBytes : _buffer.Length;
        int wanted = (int)Math.Min(_buffer.Length, Math.Max(Math.Min(end - position, ahead), count));
        _start = position;
        _count = Disk.Read(segment.File, segment.FilePath, position - segment.Header.Base, _buffer.AsSpan(0, wanted));
        if (_count < count)
            throw segment.Damaged(position, "the file is shorter than its header says");
    }
}
