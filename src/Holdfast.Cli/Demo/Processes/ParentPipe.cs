using System.Runtime.InteropServices;

namespace Holdfast.Cli.Demo.Processes;

/// <summary>Ties the life of a worker process to its parent, which holds the other end of its standard input.</summary>
/// <remarks>
/// The kernel closes that end when the parent dies, by whatever cause; the worker reads the end of the file and ends.
/// The signals that a terminal sends to all processes in it are the parent's to act on: it may be about to clean up.
/// </remarks>
internal sealed class ParentPipe : IDisposable
{
    private readonly PosixSignalRegistration _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Ignore);
    private readonly PosixSignalRegistration _hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Ignore);

    private ParentPipe(Stream input)
    {
        Thread thread = new(() => WaitForEnd(input)) { IsBackground = true, Name = "holdfast parent" };
        thread.Start();
    }

    public static ParentPipe Follow(Stream input) => new(input);

    public void Dispose()
    {
        _interrupt.Dispose();
        _hangUp.Dispose();
    }

    private static void Ignore(PosixSignalContext context) => context.Cancel = true;

    private static void WaitForEnd(Stream input)
    {
        while (input.ReadByte() >= 0)
        {
            // Nothing is said on this pipe; it is there to be closed.
        }

        Environment.Exit((int)Execution.ExitStatus.Done);
    }
}
