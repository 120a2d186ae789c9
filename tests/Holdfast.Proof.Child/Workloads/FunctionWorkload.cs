namespace Holdfast.Proof.Child.Workloads;

/// <summary>Runs random atomic functions from several threads.</summary>
/// <remarks>Shape. <c>ran seed revision attempts</c> after each.</remarks>
internal sealed class FunctionWorkload(int firstSeed, int threads, int functions) : IWorkload
{
    public void Run(State state, Answers answers, CancellationToken stop)
    {
        Thread[] clients = [.. Enumerable.Range(0, threads).Select(
            client => new Thread(() => RunClient(firstSeed + (client * functions), state, answers, stop)))];
        Array.ForEach(clients, client => client.Start());
        Array.ForEach(clients, client => client.Join());
    }

    private void RunClient(int first, State state, Answers answers, CancellationToken stop)
    {
        for (int seed = first; seed < first + functions && !stop.IsCancellationRequested; seed++)
        {
            var function = new RandomFunction(seed);
            var options = new CommitOptions { Reason = FormattableString.Invariant($"{seed}") };
            Committed<int> done = seed % 50 == 0
                ? state.Exclusive(transaction => Run(function, transaction), options)
                : state.Atomic(transaction => Run(function, transaction), options);
            answers.Write($"ran {seed} {done.Revision} {done.Value}");
        }
    }

    private static int Run(RandomFunction function, Transaction transaction)
    {
        function.Run(new TransactionTarget(transaction));
        return transaction.Attempt;
    }
}
