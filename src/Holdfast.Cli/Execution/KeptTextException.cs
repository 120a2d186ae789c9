namespace Holdfast.Cli.Execution;

/// <summary>A failure after which what somebody typed is still in a file.</summary>
internal sealed class KeptTextException(Exception cause, string file) : Exception(cause.Message, cause)
{
    public string File { get; } = file;
}
