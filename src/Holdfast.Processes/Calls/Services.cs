using Holdfast.Lifecycle.Runs;

namespace Holdfast.Processes.Calls;

/// <summary>What a process supplies to the functions that it runs; made when a function asks for it.</summary>
internal abstract class Services
{
    public abstract State State { get; }

    public abstract ProcessContext Context { get; }

    public abstract RunState Run { get; }

    public abstract CancellationToken Token { get; }

    /// <summary>What a function of this package keeps from one try to the next; null: nothing.</summary>
    public IDisposable? Kept { get; set; }

    /// <summary>Cancels the token of the run here, if any function has asked for it; writes nothing.</summary>
    public abstract void CancelHere();

    /// <summary>Cancels the run, if any function has asked for it; that is a commit.</summary>
    public abstract void CancelRun();

    public object Get(Type type)
    {
        if (type == typeof(Services)) return this;
        if (type == typeof(State)) return State;
        if (type == typeof(ProcessContext)) return Context;
        return type == typeof(RunState) ? Run : Token;
    }
}
