namespace Holdfast.Proof.Child.Workloads;

/// <summary>Compacts the store again and again.</summary>
/// <remarks>Shape. <c>compacted round</c> after each.</remarks>
internal sealed class CompactWorkload : IWorkload
{
    public void Run(State state, Answers answers, CancellationToken stop)
    {
        for (int round = 1; !stop.IsCancellationRequested; round++)
        {
            state.Store.Compact();
            answers.Write($"compacted {round}");
        }
    }
}
