using Holdfast.Cli.Execution;
using Holdfast.Cli.Output;
using Holdfast.Cli.Parsing;
using Holdfast.Errors;

namespace Holdfast.Cli.Commands;

/// <summary>Replaces the whole document with one from a file.</summary>
internal sealed class ImportCommand : MutationCommand
{
    public override CommandSyntax Syntax { get; } = new(
        "import", "Replaces the whole document with a file's, as one commit.")
    {
        Arguments = [ArgumentSyntax.One("file", "A file that holds a JSON object; '-': standard input.")],
        Options = WithCommon(),
        Examples = ["holdfast import settings.json", "holdfast export | holdfast --store other import -"],
    };

    public override Work Prepare(Arguments arguments, Inputs inputs)
    {
        string name = arguments.Texts[0];
        Stream file = inputs.Open(name);
        return session =>
        {
            using ProgressStream stream = new(file, session, "import", file.CanSeek ? file.Length : 0);
            Value document = Read(stream, out IReadOnlyList<StatePath> duplicates);
            Texts.ThrowIfRootIsNoObject(StatePath.Root, document);
            if (duplicates is [var first, ..])
                session.Note($"{(name == "-" ? "standard input" : name)} has names twice in one object, "
                    + $"the last one counts: {Printable.Quoted(first)}{More(duplicates)}");
            return ToWork(arguments, transaction => transaction.ReplaceAll(document))(session);
        };
    }

    private static Value Read(Stream stream, out IReadOnlyList<StatePath> duplicates)
    {
        try
        {
            return Value.Parse(stream, out duplicates);
        }
        catch (HoldfastFormatException malformed)
        {
            throw Texts.Hinted(malformed);
        }
    }

    private static string More(IReadOnlyList<StatePath> duplicates) =>
        duplicates.Count > 1 ? $" and {duplicates.Count - 1} more" : "";
}
