namespace Holdfast.Commits;

/// <summary>The payload of a commit that was decided before it was appended.</summary>
/// <remarks>
/// Shape. A <see cref="RecordHeader"/>; one byte flags (1: a reason follows the author); the writer (process as a
///        number, session in four bytes, handle as a number); author; reason; the count of changes; for each: one byte
///        kind, the path, and for a set or insert the value. It holds effects with resulting values, so replay never
///        computes.
/// </remarks>
internal static class CommitFormat
{
    private const byte HasReason = 1;

    public static void Write(PayloadWriter output, RecordHeader header, Proposal proposal, Change[] changes)
    {
        output.Header(header);
        output.Byte(proposal.Reason is null ? (byte)0 : HasReason);
        WriteWriter(output, proposal.Writer);
        output.Text(proposal.Author);
        if (proposal.Reason is not null) output.Text(proposal.Reason);

        output.Number(changes.Length);
        foreach (Change change in changes)
        {
            output.Byte((byte)change.Kind);
            output.Path(change.Path);
            if (change.Kind != ChangeKind.Remove) output.JsonValue(change.ValueAfter);
        }
    }

    /// <summary>Reads all before the changes; the reader then stands at their count.</summary>
    public static Writer ReadOrigin(
        ref PayloadReader input, out string author, out string? reason)
    {
        byte flags = input.Byte();
        Writer writer = ReadWriter(ref input);
        author = input.Author();
        reason = (flags & HasReason) != 0 ? input.Text() : null;
        return writer;
    }

    public static ChangeKind ReadChange(ref PayloadReader input, out StatePath path, out Value value)
    {
        var kind = (ChangeKind)input.Byte();
        path = input.Path();
        value = kind == ChangeKind.Remove ? default : input.JsonValue();
        return kind;
    }

    internal static void WriteWriter(PayloadWriter output, Writer writer)
    {
        output.Number(writer.ProcessId);
        output.UInt32(writer.Session);
        output.Number(writer.Handle);
    }

    internal static Writer ReadWriter(ref PayloadReader input) =>
        new((int)input.Number(), input.UInt32(), (int)input.Number());
}
