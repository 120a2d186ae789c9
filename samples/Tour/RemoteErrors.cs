using Holdfast.Processes;

namespace Tour;

/// <summary>What went wrong in another process, as a failure of that process and as the exception itself.</summary>
internal static class RemoteErrors
{
    public static void Run()
    {
        using ProcessContext context = new();
        ProcessOptions quiet = new() { Output = ProcessOutput.Discard };
        try
        {
            context.Start(quiet, Throw).Wait();
        }
        catch (ProcessWaitException failed)
        {
            Console.WriteLine($"exit code {failed.ExitCode}: {failed.InnerException!.Message}");
        }

        try
        {
            context.Start(quiet, Return).Wait();
        }
        catch (InvalidDataException original)
        {
            Console.WriteLine($"original: {original.Message}");
        }
    }

    private static void Throw() => throw new InvalidDataException("this page is torn");

    private static RemoteException Return() => new(new InvalidDataException("this page is torn"));
}
