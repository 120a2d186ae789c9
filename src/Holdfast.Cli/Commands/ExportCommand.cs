using Holdfast.Cli.Execution;
using Holdfast.Cli.Output;
using Holdfast.Cli.Parsing;
using Holdfast.Documents.Json;
using Holdfast.Errors;

namespace Holdfast.Cli.Commands;

/// <summary>Writes the whole document, indented, to standard output or a file.</summary>
internal sealed class ExportCommand : Command
{
    public override CommandSyntax Syntax { get; } = new("export", "Writes the whole document as indented JSON.")
    {
        Arguments = [ArgumentSyntax.Optional("file", "The file, replaced in one step. Default: standard output.")],
        Examples = ["holdfast export", "holdfast export backup.json"],
    };

    public override Work Prepare(Arguments arguments, Inputs inputs)
    {
        string? file = arguments.Texts is [not "-" and var name, ..] ? Texts.Name(name, "file's") : null;
        return session =>
        {
            Snapshot snapshot = session.View.Snapshot();
            if (file is null) Print(session, snapshot.Root);
            else new Receipt(WriteFile(snapshot, session, file)).Print(session);
            return ExitStatus.Done;
        };
    }

    private static void Print(Session session, Value document)
    {
        document.WriteTo(session.Answers, session.IsJson ? JsonStyle.Compact : JsonStyle.Indented);
        session.Answers.EndLine();
    }

    /// <summary>Writes the document to a file, replaced in one step.</summary>
    /// <returns>The revision that was written.</returns>
    public static Revision WriteFile(Session session, string file) =>
        WriteFile(session.View.Snapshot(), session, file);

    private static Revision WriteFile(Snapshot snapshot, Session session, string file)
    {
        if (Directory.Exists(file)) throw Wrong.Usage($"'{file}' is a folder; give a file");
        string draft = $"{file}.{Environment.ProcessId}.new";
        try
        {
            using (ProgressStream stream = new(File.Create(draft), session, "export", total: 0))
            {
                snapshot.Root.WriteTo(stream, JsonStyle.Indented);
                stream.Write("\n"u8);
            }

            File.Move(draft, file, overwrite: true);
            return snapshot.Revision;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            if (File.Exists(draft)) File.Delete(draft);
            throw new HoldfastArgumentException(ErrorCode.Usage, $"'{file}' cannot be written: {fault.Message}", fault);
        }
    }
}
