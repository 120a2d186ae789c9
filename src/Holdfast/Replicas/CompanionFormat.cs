using Holdfast.Documents;
using Holdfast.Documents.Stamps;
using Holdfast.Errors;
using Holdfast.Logs;

namespace Holdfast.Replicas;

/// <summary>
/// What stands beside the JSON of a checkpoint, so that a replica that begins there answers as one that replayed all.
/// </summary>
/// <remarks>
/// Shape. One byte version; eight bytes time; four bytes count of gaps, each two times eight bytes; then
///        <see cref="StampFormat"/>.
/// </remarks>
internal static class CompanionFormat
{
    private const byte Version = 1;

    public static void Write(Tip tip, Stream output)
    {
        using var writer = new BinaryWriter(output, System.Text.Encoding.UTF8, leaveOpen: true);
        writer.Write(Version);
        writer.Write(tip.TimeMicroseconds);
        writer.Write(tip.Gaps.Length);
        foreach (Gap gap in tip.Gaps)
        {
            writer.Write(gap.First);
            writer.Write(gap.Last);
        }

        writer.Flush();
        StampFormat.Write(tip.Document, output);
    }

    public static Tip Read(Checkpoint checkpoint)
    {
        using var reader = new BinaryReader(checkpoint.Companion, System.Text.Encoding.UTF8, leaveOpen: true);
        byte version = reader.ReadByte();
        if (version != Version)
        {
            throw new HoldfastException(
                ErrorCode.FormatVersion,
                $"A checkpoint has version {version}, this program knows {Version}; update this program.");
        }

        long time = reader.ReadInt64();
        Gap[] gaps = ReadGaps(reader);
        Document document = StampFormat.Read(checkpoint.Document, checkpoint.Companion);
        return new Tip(document, checkpoint.Revision, checkpoint.Position, time, gaps);
    }

    private static Gap[] ReadGaps(BinaryReader reader)
    {
        int count = reader.ReadInt32();
        var gaps = new List<Gap>();
        for (int index = 0; index < count; index++)
        {
            gaps.Add(new Gap(reader.ReadInt64(), reader.ReadInt64()));
        }

        return [.. gaps];
    }
}
