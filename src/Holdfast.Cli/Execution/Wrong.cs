using System.ComponentModel;
using System.Runtime.InteropServices;
using Holdfast.Errors;

namespace Holdfast.Cli.Execution;

/// <summary>Makes the exceptions for what only the command line can find wrong.</summary>
internal static class Wrong
{
    /// <summary>The command line is wrong: no state could make it right.</summary>
    public static HoldfastArgumentException Usage(string message) => new(ErrorCode.Usage, message);

    /// <summary>A program cannot be started.</summary>
    public static HoldfastOperationException Start(string what, Win32Exception fault, string advice) => new(
        ErrorCode.ProgramFailed,
        $"{what} cannot be started: {Marshal.GetPInvokeErrorMessage(fault.NativeErrorCode)}; {advice}",
        fault);

    /// <summary>Another program (the editor, the command of a watch) could not be run or failed.</summary>
    public static HoldfastOperationException Program(string message) => new(ErrorCode.ProgramFailed, message);
}
