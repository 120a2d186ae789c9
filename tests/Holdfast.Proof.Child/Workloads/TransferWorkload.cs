using System.Diagnostics;

namespace Holdfast.Proof.Child.Workloads;

/// <summary>
/// Commits as fast as it can, each commit changing several paths that must agree, and says what was acknowledged.
/// </summary>
/// <remarks>
/// Shape. <c>ack writer number revision waitedMicroseconds stalledMicroseconds</c>, after each commit.
/// </remarks>
internal sealed class TransferWorkload(int writer) : IWorkload
{
    private const int CommitsBetweenPauses = 8;

    public void Run(State state, Answers answers, CancellationToken stop)
    {
        StallMeter meter = StallMeter.Start();
        long number = Transfer.LastOf(state, writer);
        while (!stop.IsCancellationRequested)
        {
            number++;
            meter.Take();
            long begin = Stopwatch.GetTimestamp();
            Revision revision = Transfer.Commit(state, writer, number);
            TimeSpan waited = Stopwatch.GetElapsedTime(begin);
            answers.Write($"ack {writer} {number} {revision} {(long)waited.TotalMicroseconds} "
                + $"{(long)meter.Take().TotalMicroseconds}");
            if (number % CommitsBetweenPauses == 0)
            {
                Thread.Sleep(1);
            }
        }
    }
}
