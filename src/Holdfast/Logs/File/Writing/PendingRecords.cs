using Holdfast.Commits;
using Holdfast.Errors;
using Holdfast.Logs.File.Format;

namespace Holdfast.Logs.File.Writing;

/// <summary>The records that were appended and not yet published, with room before each for its frame.</summary>
internal sealed class PendingRecords
{
    private const int KeptBytes = 1 << 20;
    private const int MaxBytes = 1 << 30;

    private byte[] _bytes = new byte[4096];
    private int _length;

    /// <summary>The revision of the last record.</summary>
    public long LastRevision { get; private set; }

    /// <summary>Frames and payloads, one after another; only the payloads' lengths are set in the frames.</summary>
    public Span<byte> Bytes => _bytes.AsSpan(0, _length);

    /// <summary>Adds a record.</summary>
    /// <exception cref="HoldfastException">RecordTooLarge; nothing was added.</exception>
    public void Add(ReadOnlySpan<byte> payload)
    {
        if (payload.Length > FileFormat.MaxPayloadBytes
            || _length > MaxBytes - FileFormat.FrameHeaderBytes - payload.Length)
        {
            throw TooLarge(payload.Length);
        }

        int start = _length;
        int end = start + FileFormat.FrameHeaderBytes + payload.Length;
        if (end > _bytes.Length)
            Array.Resize(ref _bytes, (int)Math.Min(MaxBytes, Math.Max(end, 2L * _bytes.Length)));

        LastRevision = RecordHeader.Read(payload).Revision;
        BitConverter.TryWriteBytes(_bytes.AsSpan(start), payload.Length);
        payload.CopyTo(_bytes.AsSpan(start + FileFormat.FrameHeaderBytes));
        _length = end;
    }

    /// <summary>Forgets all records, and memory that is larger than usual.</summary>
    public void Clear()
    {
        _length = 0;
        if (_bytes.Length > KeptBytes) _bytes = new byte[4096];
    }

    private HoldfastException TooLarge(int bytes) => new(
        ErrorCode.RecordTooLarge,
        $"A record of {bytes} bytes, after {_length} that wait to be published, is more than one step may write; "
            + "commit less at once.");
}
