using System.Buffers;
using System.Text;

namespace Holdfast.Cli.Output;

/// <summary>Where a command's answers go: lines of UTF-8, gathered and written at once.</summary>
/// <remarks>
/// Cost. No encoder and no console is set up for it; what is larger than the buffer goes out as it comes.
/// </remarks>
internal sealed class Answers(Stream stream) : IBufferWriter<byte>
{
    private const int FirstBytes = 4096;
    private const int FlushBytes = 64 * 1024;

    private byte[] _buffer = new byte[FirstBytes];
    private int _count;
    private byte _lastFlushed;

    /// <summary>How many lines were written.</summary>
    public int Lines { get; private set; }

    /// <summary>Whether the answer is a sequence of lines, however many there are.</summary>
    public bool IsSequence { get; private set; }

    /// <summary>The byte that was written last, flushed or not.</summary>
    public byte Last => _count == 0 ? _lastFlushed : _buffer[_count - 1];

    /// <summary>Says that the answer is a sequence, and not one line.</summary>
    public void BeginSequence() => IsSequence = true;

    public void Line(Value value)
    {
        value.WriteTo(this);
        EndLine();
    }

    public void Line(string text)
    {
        int most = Encoding.UTF8.GetMaxByteCount(text.Length);
        Advance(Encoding.UTF8.GetBytes(text, GetSpan(most)));
        EndLine();
    }

    /// <summary>Begins a line that is a JSON object; <see cref="JsonObject.EndLine"/> ends it.</summary>
    public JsonObject BeginObject() => new(this);

    public void EndLine()
    {
        GetSpan(1)[0] = (byte)'\n';
        Advance(1);
        Lines++;
    }

    public void Raw(ReadOnlySpan<byte> utf8)
    {
        utf8.CopyTo(GetSpan(utf8.Length));
        Advance(utf8.Length);
    }

    public void Advance(int count) => _count += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(Math.Max(1, sizeHint));
        return _buffer.AsMemory(_count);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(Math.Max(1, sizeHint));
        return _buffer.AsSpan(_count);
    }

    /// <summary>Writes what is gathered.</summary>
    /// <exception cref="Execution.ClosedPipeException">Nobody reads any more.</exception>
    public void Flush()
    {
        if (_count == 0) return;
        int count = _count;
        _lastFlushed = _buffer[count - 1];
        _count = 0;
        stream.Write(_buffer, 0, count);
        stream.Flush();
    }

    private void Reserve(int size)
    {
        if (_count >= FlushBytes) Flush();
        if (_buffer.Length - _count < size) Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _count + size));
    }
}
