namespace Holdfast.Processes;

/// <summary>Thrown by a function, ends its process at once with an exit code; it is never retried.</summary>
/// <param name="exitCode">The exit code, 0 to 255. With 0 the result is null.</param>
/// <remarks>Source. zproc's ProcessExit; it also ends reactions.</remarks>
public sealed class ProcessExitException(int exitCode = 0) : Exception($"The process ends with {exitCode}.")
{
    /// <summary>The exit code.</summary>
    public int ExitCode { get; } = exitCode is >= 0 and <= 255
        ? exitCode
        : throw new ArgumentOutOfRangeException(nameof(exitCode), exitCode, "An exit code is 0 to 255.");
}
