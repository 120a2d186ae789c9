using Holdfast.Processes.Calls;
using Holdfast.Processes.Wire;

namespace Holdfast.Processes.Entry;

/// <summary>How a run of a function ended, and what its parent is told.</summary>
/// <param name="ExitCode">The exit code of its process; −N: it is to end by signal N.</param>
/// <param name="Kind">What the message is; null: none is sent.</param>
/// <param name="Payload">Its content.</param>
internal sealed record RunOutcome(int ExitCode, FrameKind? Kind, byte[] Payload)
{
    public const int FailureCode = 1;

    private static readonly byte[] NullResult = "null"u8.ToArray();

    public static RunOutcome Returned(byte[] result) => new(0, FrameKind.Returned, result);

    public static RunOutcome ReturnedFailure(RemoteException failure) =>
        new(0, FrameKind.ReturnedFailure, ToBytes(failure.Image));

    public static RunOutcome Left(int exitCode) =>
        exitCode == 0 ? Returned(NullResult) : new RunOutcome(exitCode, null, []);

    public static RunOutcome Killed(int signal) => new(-signal, null, []);

    public static RunOutcome Failed(Exception failure) =>
        new(FailureCode, FrameKind.Failed, ToBytes(ExceptionImage.Of(failure)));

    public static byte[] ToBytes(ExceptionImage image)
    {
        using MemoryStream stream = new();
        using BinaryWriter writer = new(stream);
        image.Write(writer);
        writer.Flush();
        return stream.ToArray();
    }

    public static ExceptionImage ToImage(ReadOnlyMemory<byte> payload)
    {
        MessageReader reader = new(payload);
        return ExceptionImage.Read(reader);
    }
}
