using Holdfast.Cli.Execution;
using Holdfast.Cli.Interactive;
using Holdfast.Cli.Parsing;

namespace Holdfast.Cli.Commands;

/// <summary>Moves through a state as through a file system, line by line.</summary>
internal sealed class ShellCommand : Command
{
    public override CommandSyntax Syntax { get; } = new("shell", "Moves through a state as through a file system.")
    {
        Examples = ["holdfast shell", "printf 'cd /orders\\nls\\n' | holdfast shell"],
    };

    public override bool IsForBatch => false;

    public override Work Prepare(Arguments arguments, Inputs inputs) => session =>
    {
        if (session.IsJson) throw Wrong.Usage("--json is for programs; 'batch' answers them");
        TreeShell shell = new(session, session.State);
        return session.Host.IsInputTerminal() ? Converse(shell, session.Host) : RunAll(shell, inputs.Open("-"));
    };

    /// <summary>Runs the lines of a file or pipe; the status is that of the last that failed.</summary>
    private static ExitStatus RunAll(TreeShell shell, Stream input)
    {
        ExitStatus worst = ExitStatus.Done;
        using InputLines lines = new(input);
        while (lines.Read() is { } line)
        {
            if (shell.Run(line) is not { } status) break;
            if (status != ExitStatus.Done) worst = status;
        }

        return worst;
    }

    private static ExitStatus Converse(TreeShell shell, Host host)
    {
        // Ctrl-C then ends the line that is typed, and not the shell.
        Console.TreatControlCAsInput = true;
        LineHistory history = new(LineHistory.FileOf(host.Variable));
        LineEditor editor = new(
            static () => Console.ReadKey(intercept: true),
            Console.Out,
            static () => Console.WindowWidth,
            shell.Complete,
            history);
        while (editor.ReadLine(shell.Prompt) is { } line)
        {
            if (shell.Run(line) is null) break;
        }

        return ExitStatus.Done;
    }
}
