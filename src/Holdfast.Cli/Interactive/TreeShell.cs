using Holdfast.Cli.Commands;
using Holdfast.Cli.Execution;
using Holdfast.Cli.Output;
using Holdfast.Cli.Parsing;
using Holdfast.Errors;
using Holdfast.Tree;

namespace Holdfast.Cli.Interactive;

/// <summary>
/// Runs the lines of the shell: its own verbs, relative to a place in the tree, and the commands of holdfast.
/// </summary>
internal sealed class TreeShell(Session session, State state)
{
    private const string Exit = "exit";
    private const string Help = "help";

    public Session Session { get; } = session;

    public Answers Answers => Session.Answers;

    public TreeCursor Cursor { get; } = new(state, session.ToCommitOptions());

    public string Prompt => $"{Session.Settings.Namespace}:{Printable.Text(Cursor.WorkingPath)}> ";

    /// <summary>Runs one line, and says on standard error why it could not.</summary>
    /// <returns>How it went; null when the shell is to end.</returns>
    public ExitStatus? Run(string line) => Run(() => line);

    /// <summary>Runs one line of a file or pipe.</summary>
    /// <returns>How it went; null when the shell is to end.</returns>
    public ExitStatus? Run(byte[] line) => Run(() => InputLines.ToText(line));

    private ExitStatus? Run(Func<string> line)
    {
        try
        {
            ExitStatus? status = RunWords(ShellWords.Split(line()));
            Answers.Flush();
            return status;
        }
        catch (Exception failure) when (failure is not ClosedPipeException and not InterruptedException)
        {
            Answers.Flush();
            return Session.Fail(failure);
        }
    }

    /// <summary>Completes the last word of a line: a verb, or a path in the tree.</summary>
    public Completion Complete(string head)
    {
        int start = head.LastIndexOf(' ') + 1;
        string word = head[start..];
        if (head[..start].Trim().Length == 0)
            return Completion.Of(word, TreeVerbs.All.Select(verb => verb.Name + " ").Append(Exit).Append(Help));
        int slash = word.LastIndexOf('/') + 1;
        return Completion.Of(word[slash..], NamesIn(word[..slash]));
    }

    private ExitStatus? RunWords(List<string> words)
    {
        if (words.Count == 0) return ExitStatus.Done;
        if (words is [Exit]) return null;
        if (words is [Help]) return PrintHelp();
        if (TreeVerbs.Find(words[0]) is not { } verb) return RunCommand(words);
        if (words.Count - 1 < verb.Least || words.Count - 1 > verb.Most)
            throw Wrong.Usage($"'{verb.Name}' is used so: {verb.Name} {verb.Usage}");
        verb.Run(this, words[1..]);
        return ExitStatus.Done;
    }

    private ExitStatus RunCommand(List<string> words)
    {
        if (CommandTable.Find(words[0]) is not { IsForBatch: true })
            throw Wrong.Usage($"'{words[0]}' is no verb of the shell; 'help' lists them");
        if (LineParser.Parse(words, Session.Host) is not var (command, arguments)) return ExitStatus.Done;
        if (command.FindUnfit(arguments) is { } unfit)
            throw Wrong.Usage($"'{unfit}' cannot be a line of the shell; run it by itself");
        Settings settings = Settings.From(arguments, Session.Host.Variable, Session.Settings);
        Work work = command.Prepare(arguments, new Inputs(Session.Host, allowsStandardInput: false));
        return work(new Session(Session.Host, settings, Session.Stores, Answers));
    }

    private ExitStatus PrintHelp()
    {
        foreach (TreeVerb verb in TreeVerbs.All)
            Answers.Line($"{verb.Name + " " + verb.Usage,-28} {verb.Summary}");
        Answers.Line($"{Exit,-28} Ends the shell, as Ctrl-D does.");
        Answers.Line("Paths are relative to the current directory; a slash within a name is written ~1.");
        Answers.Line("Other commands of holdfast work too, with pointers from the root: get, set, log, rollback ...");
        return ExitStatus.Done;
    }

    // Completion is a help, not a request: what cannot be listed has no names.
    private IEnumerable<string> NamesIn(string directory)
    {
        try
        {
            TreeListing listing = Cursor.List(directory);
            return listing.Directories.Select(name => Escaped(name) + "/")
                .Concat(listing.Files.Select(file => Escaped(file.Key) + " "));
        }
        catch (Exception failure) when (failure is IHoldfastError)
        {
            return [];
        }
    }

    private static string Escaped(string name)
    {
        string segment = (StatePath.Root / name).ToString()[1..];
        return segment.AsSpan().ContainsAny(" '\"\\#")
            ? string.Concat(segment.Select(character => " '\"\\#".Contains(character, StringComparison.Ordinal)
                ? "\\" + character : character.ToString()))
            : segment;
    }
}
