using Holdfast.Cli.Execution;
using Holdfast.Cli.Output;
using Holdfast.Cli.Parsing;
using Holdfast.Errors;

namespace Holdfast.Cli.Commands;

/// <summary>Copies the running store into another folder.</summary>
internal sealed class BackupCommand : Command
{
    // The library does not tell how far a copy is; the size of the folder does, looked at ten times a second.
    private const int PaceMilliseconds = 100;

    public override CommandSyntax Syntax { get; } = new(
        "backup", "Copies the running store, with its history, into a new folder.")
    {
        Arguments = [ArgumentSyntax.One("folder", "An empty folder, or one that does not exist.")],
        Examples = ["holdfast backup /mnt/backups/monday"],
    };

    public override Work Prepare(Arguments arguments, Inputs inputs)
    {
        string folder = Texts.Name(arguments.Texts[0], "folder's");
        return session =>
        {
            Store store = session.ExistingStore;
            ProgressLine progress = new(session, "backup", store.GetStatus().Namespaces.Sum(name => name.Bytes));
            using Waiting waiting = Waiting.Begin(session.Host, timeout: null);
            waiting.Run(token => CopyAsync(store, folder, progress, token));
            Print(session, folder);
            return ExitStatus.Done;
        };
    }

    private static async Task<bool> CopyAsync(
        Store store, string folder, ProgressLine progress, CancellationToken token)
    {
        Task copy = store.BackupAsync(folder, token);
        while (progress.IsShown && !copy.IsCompleted)
        {
            await Task.WhenAny(copy, Task.Delay(PaceMilliseconds, token)).ConfigureAwait(false);
            progress.Show(SizeOf(folder));
        }

        try
        {
            await copy.ConfigureAwait(false);
        }
        catch (HoldfastException unfit) when (unfit.Code == ErrorCode.NotAStore)
        {
            // The place for the copy: the store that is copied is open.
            throw new HoldfastArgumentException(ErrorCode.Usage, unfit.Message, unfit);
        }

        progress.Clear();
        return true;
    }

    private static void Print(Session session, string folder)
    {
        long bytes = SizeOf(folder);
        if (session.IsJson) session.Answers.BeginObject().Value("folder"u8, folder).Number("bytes"u8, bytes).EndLine();
        else if (session.IsTalkative) session.Answers.Line($"{bytes} bytes in {folder}");
    }

    private static long SizeOf(string folder) => Directory.Exists(folder)
        ? new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length)
        : 0;
}
