using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Holdfast.Cli.Execution;
using Holdfast.Cli.Parsing;
using Holdfast.Processes.Coordination;

namespace Holdfast.Cli.Commands;

/// <summary>Runs a program while it holds a lock of the store.</summary>
internal sealed class LockCommand : Command
{
    /// <summary>What tells the program the fencing token of the hold.</summary>
    private const string TokenVariable = "HOLDFAST_LOCK_TOKEN";

    private static readonly OptionSyntax Timeout =
        new("--timeout", "How long to wait for it, as 10s or 250ms. Default: without end.") { ValueName = "time" };

    public override CommandSyntax Syntax { get; } = new("lock", "Runs a program while it holds a lock.")
    {
        Arguments = [ArgumentSyntax.One("name", "The lock: its path in the namespace.")],
        Options = [Timeout],
        TakesProgram = true,
        Examples = ["holdfast lock backup -- ./backup.sh", "holdfast lock /locks/printer --timeout 10s -- lp page.pdf"],
    };

    public override bool IsForBatch => false;

    public override Work Prepare(Arguments arguments, Inputs inputs)
    {
        StatePath path = Texts.Path(arguments.Texts[0]);
        Texts.ThrowIfRoot(path, "cannot be a lock; give a path in it, as /locks/backup");
        TimeSpan? timeout = Texts.DurationIfAny(arguments, Timeout);
        if (arguments.Program is not [_, ..] program)
            throw Wrong.Usage("lock needs a program to run; give it behind --");
        Texts.Name(program[0], "program's");
        return session =>
        {
            DistributedLock mutex = session.State.GetLock(path);
            using Hold hold = Take(session, mutex, timeout);
            return (ExitStatus)Run(program, hold.FencingToken);
        };
    }

    private static Hold Take(Session session, DistributedLock mutex, TimeSpan? timeout)
    {
        using Waiting waiting = Waiting.Begin(session.Host, timeout: null);
        return waiting.Run(token => mutex.TakeAsync(timeout, token));
    }

    /// <summary>Runs the program to its end; its exit status is that of the command.</summary>
    private static int Run(IReadOnlyList<string> words, Revision token)
    {
        ProcessStartInfo start = new(words[0], words.Skip(1)) { UseShellExecute = false };
        start.Environment[TokenVariable] = token.Number.ToString(CultureInfo.InvariantCulture);

        using SignalRelay relay = new();
        try
        {
            using Process process = Process.Start(start)!;
            relay.PassTo(process.Id);
            process.WaitForExit();
            return process.ExitCode;
        }
        catch (Win32Exception fault)
        {
            throw Wrong.Start($"'{words[0]}'", fault, "correct its name, or look at $PATH");
        }
    }
}
