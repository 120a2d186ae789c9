using Holdfast.Cli.Bench;

namespace Holdfast.Cli.Commands;

/// <summary>
/// All commands by name. One is made when its name is looked up, so that a run loads few of them.
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
        "ps", "pause", "resume", "cancel", "stop", "logs", "lock",
        "import", "export", "backup",
        "batch",
        "check", "compact", "retention", "stat", "bench",
        "demo",
        "completion",
    ];

    public static Command? Find(string name) =>
        MakeForValues(name) ?? MakeForHistory(name) ?? MakeForLooking(name)
        ?? MakeForPrograms(name) ?? MakeForStores(name);

    public static IReadOnlyList<Command> All() => Array.ConvertAll(Names, name => Find(name)!);

    // In groups, since a method that may make any command loads the types of all.
    private static Command? MakeForValues(string name) => name switch
    {
        "get" => new GetCommand(),
        "set" => new SetCommand(),
        "edit" => new EditCommand(),
        "merge" => new MergeCommand(),
        "patch" => new PatchCommand(),
        "rm" => new RemoveCommand(),
        "add" => new AddCommand(),
        "append" => new AppendCommand(),
        _ => null,
    };

    private static Command? MakeForHistory(string name) => name switch
    {
        "watch" => new WatchCommand(),
        "wait" => new WaitCommand(),
        "log" => new LogCommand(),
        "show" => new ShowCommand(),
        "diff" => new DiffCommand(),
        "blame" => new BlameCommand(),
        "rollback" => new RollbackCommand(),
        "revert" => new RevertCommand(),
        _ => null,
    };

    private static Command? MakeForLooking(string name) => name switch
    {
        "ls" => new ListCommand(),
        "tree" => new TreeCommand(),
        "shell" => new ShellCommand(),
        "namespaces" => new NamespacesCommand(),
        _ => null,
    };

    private static Command? MakeForPrograms(string name) => name switch
    {
        "ctl" => new ControlCommand(),
        "ps" => new RunsCommand(),
        "pause" => RunControlCommand.Pause(),
        "resume" => RunControlCommand.Resume(),
        "cancel" => RunControlCommand.Cancel(),
        "stop" => new StopCommand(),
        "logs" => new LogsCommand(),
        "lock" => new LockCommand(),
        "machine" => new MachineCommand(),
        "batch" => new BatchCommand(),
        "demo" => new DemoCommand(),
        "completion" => new CompletionCommand(),
        _ => null,
    };

    private static Command? MakeForStores(string name) => name switch
    {
        "import" => new ImportCommand(),
        "export" => new ExportCommand(),
        "backup" => new BackupCommand(),
        "check" => new CheckCommand(),
        "compact" => new CompactCommand(),
        "retention" => new RetentionCommand(),
        "stat" => new StatCommand(),
        "bench" => new BenchCommand(),
        BenchWorker.Command => new BenchWorkerCommand(),
        _ => null,
    };
}
