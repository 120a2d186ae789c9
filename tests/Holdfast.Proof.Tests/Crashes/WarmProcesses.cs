using Holdfast.Proof.Tests.Processes;

namespace Holdfast.Proof.Tests.Crashes;

/// <summary>
/// Processes that have started and wait for their first line, so that a proof kills as often as it can and not as often
/// as .NET starts. Those that nobody took end with this process, which closes their input.
/// </summary>
internal static class WarmProcesses
{
    private const int Count = 3;
    private static readonly Queue<(ChildProcess Process, Ledger Ledger)> Waiting = new();

    /// <summary>Gives one, and starts another in its place.</summary>
    public static (ChildProcess Process, Ledger Ledger) Take()
    {
        while (Waiting.Count <= Count)
        {
            var ledger = new Ledger();
            Waiting.Enqueue((ChildProcess.Start(ledger.OnLine), ledger));
        }

        return Waiting.Dequeue();
    }
}
