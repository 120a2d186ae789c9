using System.Collections.Concurrent;
using Holdfast.Cli.Bench;
using Holdfast.Cli.Demo;

namespace Holdfast.Cli.Commands;

/// <summary>
/// All commands by name. One is made when its name is first looked up, so that a run loads one of them.
/// </summary>
internal static class CommandTable
{
    private static readonly string[] Names =
    [
        "get", "set", "edit", "merge", "patch", "rm", "add", "append",
        "watch", "wait",
        "log", "show", "diff", "blame", "rollback", "revert",
        "ls", "tree", "shell", "namespaces",
        "ctl", "machine",
        "ps", "pause", "resume", "cancel",
        "import", "export", "backup",
        "batch",
        "check", "compact", "retention", "stat", "bench",
        "demo",
        "completion",
    ];

    private static readonly ConcurrentDictionary<string, Command> Made = new(StringComparer.Ordinal);

    public static Command? Find(string name)
    {
        if (Made.TryGetValue(name, out Command? command)) return command;
        return Make(name) is { } made ? Made.GetOrAdd(name, made) : null;
    }

    public static IReadOnlyList<Command> All() => Array.ConvertAll(Names, name => Find(name)!);

    private static Command? Make(string name) => name switch
    {
        "get" => new GetCommand(),
        "set" => new SetCommand(),
        "edit" => new EditCommand(),
        "merge" => new MergeCommand(),
        "patch" => new PatchCommand(),
        "rm" => new RemoveCommand(),
        "add" => new AddCommand(),
        "append" => new AppendCommand(),
        "watch" => new WatchCommand(),
        "wait" => new WaitCommand(),
        "log" => new LogCommand(),
        "show" => new ShowCommand(),
        "diff" => new DiffCommand(),
        "blame" => new BlameCommand(),
        "rollback" => new RollbackCommand(),
        "revert" => new RevertCommand(),
        "ls" => new ListCommand(),
        "tree" => new TreeCommand(),
        "shell" => new ShellCommand(),
        "namespaces" => new NamespacesCommand(),
        "ctl" => new ControlCommand(),
        "ps" => new RunsCommand(),
        "pause" => RunControlCommand.Pause(),
        "resume" => RunControlCommand.Resume(),
        "cancel" => RunControlCommand.Cancel(),
        "machine" => new MachineCommand(),
        "import" => new ImportCommand(),
        "export" => new ExportCommand(),
        "batch" => new BatchCommand(),
        "backup" => new BackupCommand(),
        "check" => new CheckCommand(),
        "compact" => new CompactCommand(),
        "retention" => new RetentionCommand(),
        "stat" => new StatCommand(),
        "bench" => new BenchCommand(),
        BenchWorker.Command => new BenchWorkerCommand(),
        "demo" => new DemoCommand(),
        DemoWords.WorkerCommand => new DemoWorkerCommand(),
        "completion" => new CompletionCommand(),
        _ => null,
    };
}
