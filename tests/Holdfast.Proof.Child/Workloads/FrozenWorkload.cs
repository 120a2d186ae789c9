using Holdfast.Errors;

namespace Holdfast.Proof.Child.Workloads;

/// <summary>
/// Reads all the time and has two watches, one that sleeps and one that nobody asks; each is told that history is lost.
/// </summary>
/// <remarks>
/// Shape. <c>watching revision</c> when both are open, <c>slept</c> and <c>idle</c> with code and message when history
///        was lost to them, then <c>sees revision fault</c> ("-" for none), and so on.
/// </remarks>
internal sealed class FrozenWorkload(int writers) : IWorkload
{
    public void Run(State state, Answers answers, CancellationToken stop)
    {
        var reading = new Thread(() => ReadOn(state, answers, stop));
        reading.Start();
        while (!stop.IsCancellationRequested)
        {
            using Watch idle = state.Watch();
            using Watch sleeping = state.Watch();
            Task<Commit> next = sleeping.NextAsync(timeout: null, stop).AsTask();
            answers.Write($"watching {idle.Position}");
            answers.Write($"slept {Outcome(next)}");
            answers.Write($"idle {Outcome(idle.NextAsync(timeout: null, stop).AsTask())}");
            Snapshot now = state.Snapshot();
            answers.Write($"sees {now.Revision} {Transfer.FindFault(now, writers) ?? "-"}");
        }

        reading.Join();
    }

    private void ReadOn(State state, Answers answers, CancellationToken stop)
    {
        long last = 0;
        while (!stop.IsCancellationRequested)
        {
            Snapshot now = state.Snapshot();
            if ((Transfer.FindFault(now, writers) ?? (now.Revision.Number < last ? "it went back" : null)) is { } fault)
            {
                answers.Write($"failed - {fault}");
                return;
            }

            last = now.Revision.Number;
        }
    }

    private static string Outcome(Task<Commit> next)
    {
        try
        {
            return $"came {next.GetAwaiter().GetResult().Revision}";
        }
        catch (HoldfastOperationException lost)
        {
            return $"{lost.Code.ToText()} {lost.Message}";
        }
    }
}
