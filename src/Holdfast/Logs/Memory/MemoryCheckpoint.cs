namespace Holdfast.Logs.Memory;

/// <summary>A checkpoint as two byte arrays.</summary>
internal sealed record MemoryCheckpoint(long Revision, LogPosition Position, byte[] Document, byte[] Companion)
{
    public static MemoryCheckpoint Write(
        long revision, LogPosition position, Action<Stream> document, Action<Stream> companion) =>
        new(revision, position, ToBytes(document), ToBytes(companion));

    public Checkpoint Open() => new(
        Revision, Position, new MemoryStream(Document, writable: false), new MemoryStream(Companion, writable: false));

    private static byte[] ToBytes(Action<Stream> write)
    {
        using var stream = new MemoryStream();
        write(stream);
        return stream.ToArray();
    }
}
