namespace Holdfast.Proof.Child;

/// <summary>What a process does with a state until it has done it, is told to stop, or is killed.</summary>
internal interface IWorkload
{
    void Run(State state, Answers answers, CancellationToken stop);
}
