using Holdfast.Cli.Execution;
using Holdfast.Cli.Parsing;
using Holdfast.Errors;
using Holdfast.Processes;

namespace Holdfast.Cli.Commands;

/// <summary>Prints the output of a process that keeps it in a file.</summary>
internal sealed class LogsCommand : Command
{
    private const int PieceBytes = 16 << 10;

    /// <summary>How often a file is looked at that grows; file systems in memory and shared ones tell nobody.</summary>
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(100);

    private static readonly OptionSyntax Follow =
        new("--follow", "Goes on with what is written, until the process ends.") { Alias = "-f" };

    public override CommandSyntax Syntax { get; } = new("logs", "Prints the output of a process.")
    {
        Arguments = [ArgumentSyntax.One("process", "Its id or name, as ps prints it.")],
        Options = [Follow],
        Examples = ["holdfast logs 17", "holdfast logs -f crawler"],
    };

    public override bool IsForBatch => false;

    public override Work Prepare(Arguments arguments, Inputs inputs)
    {
        string name = Texts.Name(arguments.Texts[0], "process's");
        bool isFollowing = arguments.Has(Follow);
        return session =>
        {
            Store store = session.Stores.OpenForReading(session.Settings.Address);
            ProcessStatus status = store.FindProcess(name).Status;
            using FileStream file = Open(status);
            using Waiting waiting = Waiting.Begin(session.Host, timeout: null);
            do
            {
                // Looked at before the reading: what it wrote before its end is then in the file.
                isFollowing = isFollowing && !store.FindProcess(status.Id).Status.IsOver;
                Copy(file, session);
                if (isFollowing) waiting.Run(token => DelayAsync(session.Host.Clock, token));
            }
            while (isFollowing);

            Copy(file, session);
            return ExitStatus.Done;
        };
    }

    private static async Task<bool> DelayAsync(TimeProvider clock, CancellationToken token)
    {
        await Task.Delay(LookInterval, clock, token).ConfigureAwait(false);
        return true;
    }

    private static void Copy(FileStream file, Session session)
    {
        byte[] piece = new byte[PieceBytes];
        for (int count = file.Read(piece); count > 0; count = file.Read(piece))
        {
            session.Answers.Raw(piece.AsSpan(0, count));
            session.Answers.Flush();
        }
    }

    private static FileStream Open(ProcessStatus status)
    {
        string path = status.Output ?? throw new HoldfastOperationException(
            ErrorCode.OutputNotKept,
            $"The output of '{status.Name}' ({status.Id}) is not kept in a file; start it with ProcessOutput.ToFile");
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new HoldfastOperationException(
                ErrorCode.OutputNotKept, $"The output of '{status.Name}' cannot be read: {fault.Message}", fault);
        }
    }
}
