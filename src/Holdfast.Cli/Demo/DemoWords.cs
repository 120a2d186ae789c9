using Holdfast.Cli.Parsing;

namespace Holdfast.Cli.Demo;

/// <summary>What the two sides of a demonstration call each other.</summary>
internal static class DemoWords
{
    /// <summary>The author of the parent's commits.</summary>
    public const string Author = "demo";

    /// <summary>The command that a worker process runs; help does not list it.</summary>
    public const string WorkerCommand = "demo-worker";

    /// <summary>The command line of a worker.</summary>
    public static string[] Of(State state, int number) =>
    [
        WorkerCommand, WorkQueue.NameOf(number),
        GlobalOptions.Store.Name, state.Store.Address,
        GlobalOptions.Namespace.Name, state.Name,
    ];
}
