using Holdfast.Errors;

namespace Holdfast.Commits;

/// <summary>The payload of a proposal in a log that orders first.</summary>
/// <remarks>
/// Shape. A <see cref="RecordHeader"/> with revision 0 and the writer's time; one byte rules version; the proposal's
///        number (unique within its writer's session); base revision; flags, writer, author and reason as in
///        <see cref="CommitFormat"/>; the reads (count; kind and path); the operations (count; kind, path, then the
///        value or, for move and copy, the source).
/// A replica that meets a rules version above its own must stop: it would decide otherwise than its peers.
/// </remarks>
internal static class ProposalFormat
{
    /// <summary>
    /// The version of <see cref="Rules.Apply"/>; raised when it would answer an old proposal otherwise.
    /// </summary>
    public const byte RulesVersion = 1;

    public static void Write(PayloadWriter output, Proposal proposal, long number)
    {
        output.Header(new RecordHeader(RecordKind.Proposal, 0, proposal.TimeMicroseconds));
        output.Byte(RulesVersion);
        output.Number(number);
        output.Number(proposal.BaseRevision);
        CommitFormat.WriteWriter(output, proposal.Writer);
        output.Text(proposal.Author);
        output.Byte(proposal.Reason is null ? (byte)0 : (byte)1);
        if (proposal.Reason is not null) output.Text(proposal.Reason);

        WriteReads(output, proposal.Reads);
        WriteOperations(output, proposal.Operations);
    }

    public static (Proposal Proposal, long Number) Read(ReadOnlySpan<byte> payload, PayloadCache cache)
    {
        var input = new PayloadReader(payload, cache);
        RecordHeader header = input.Header();
        byte version = input.Byte();
        if (version > RulesVersion)
        {
            throw new HoldfastException(
                ErrorCode.FormatVersion,
                $"The log uses rules version {version}, this program knows {RulesVersion}; update this program.");
        }

        long number = input.Number();
        return (ReadProposal(ref input, header), number);
    }

    private static Proposal ReadProposal(ref PayloadReader input, RecordHeader header)
    {
        long baseRevision = input.Number();
        Writer writer = CommitFormat.ReadWriter(ref input);
        string author = input.Author();
        string? reason = input.Byte() == 0 ? null : input.Text();
        return new Proposal
        {
            BaseRevision = baseRevision,
            Writer = writer,
            Author = author,
            Reason = reason,
            TimeMicroseconds = header.TimeMicroseconds,
            Reads = ReadReads(ref input),
            Operations = ReadOperations(ref input),
        };
    }

    private static void WriteReads(PayloadWriter output, Read[] reads)
    {
        output.Number(reads.Length);
        foreach (Read read in reads)
        {
            output.Byte((byte)read.Kind);
            output.Path(read.Path);
        }
    }

    private static Read[] ReadReads(ref PayloadReader input)
    {
        var reads = new Read[input.Count()];
        for (int index = 0; index < reads.Length; index++)
        {
            var kind = (ReadKind)input.Byte();
            reads[index] = new Read(input.Path(), kind);
        }

        return reads;
    }

    private static void WriteOperations(PayloadWriter output, Operation[] operations)
    {
        output.Number(operations.Length);
        foreach (Operation operation in operations)
        {
            output.Byte((byte)operation.Kind);
            output.Path(operation.Path);
            if (HasSource(operation.Kind))
            {
                output.Path(operation.From);
            }
            else
            {
                output.JsonValue(operation.Value);
            }
        }
    }

    private static Operation[] ReadOperations(ref PayloadReader input)
    {
        var operations = new Operation[input.Count()];
        for (int index = 0; index < operations.Length; index++)
        {
            var kind = (OperationKind)input.Byte();
            StatePath path = input.Path();
            operations[index] = HasSource(kind)
                ? new Operation(kind, path, default, input.Path())
                : new Operation(kind, path, input.JsonValue());
        }

        return operations;
    }

    private static bool HasSource(OperationKind kind) => kind is OperationKind.Move or OperationKind.Copy;
}
