using Holdfast.Errors;

namespace Holdfast.Cli.Execution;

/// <summary>Makes the exceptions for what only the command line can find wrong.</summary>
internal static class Wrong
{
    /// <summary>The command line is wrong: no state could make it right.</summary>
    public static HoldfastArgumentException Usage(string message) => new(ErrorCode.Usage, message);

    /// <summary>Another program (the editor, the command of a watch) could not be run or failed.</summary>
    public static HoldfastOperationException Program(string message) => new(ErrorCode.ProgramFailed, message);
}
