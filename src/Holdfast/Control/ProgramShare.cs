using Holdfast.Errors;
using Holdfast.Reporting;

namespace Holdfast.Control;

/// <summary>The state of one object, or that which many share, and the file to which it is saved at the end.</summary>
/// <remarks>
/// Shape.   What is not in the file yet is saved when the last object is disposed of, and when the program ends: the
///          object that began the state may be gone long before those that change it.
/// Threads. Any; its lock is taken before any of the state.
/// </remarks>
internal sealed class ProgramShare
{
    private static ProgramShare? _current;

    private readonly Lock _gate = new();
    private readonly string _file;
    private int _objects = 1;
    private Revision? _saved;

    static ProgramShare() => AppDomain.CurrentDomain.ProcessExit += static (_, _) => Current?.SaveAtExit();

    private ProgramShare(State state, string file) => (State, _file) = (state, file);

    /// <summary>The state of the program; null when there is none yet, or its store was closed.</summary>
    public static ProgramShare? Current => _current is { State.Store.IsClosed: false } share ? share : null;

    /// <summary>The state.</summary>
    public State State { get; }

    /// <summary>Gives a state to one object alone.</summary>
    public static ProgramShare Own(State state, string file) => new(state, file);

    /// <summary>Makes a state that of the program, with one object; those of the former keep the former.</summary>
    public static ProgramShare Begin(State state, string file) => _current = new ProgramShare(state, file);

    /// <summary>Counts one more object.</summary>
    public ProgramShare Join()
    {
        lock (_gate) _objects++;
        return this;
    }

    /// <summary>
    /// Counts one object less. The one that began the state saves always, another if it was the last.
    /// </summary>
    /// <exception cref="HoldfastException">ConfigFileUnusable; the object counts no more.</exception>
    public void Leave(bool isFirst)
    {
        lock (_gate)
        {
            bool isLast = --_objects == 0;
            if (isFirst) _saved = null;
            if (isFirst || (isLast && !State.Store.IsClosed)) Save();
        }
    }

    /// <summary>Saves what is not in the file yet.</summary>
    /// <exception cref="HoldfastException">ConfigFileUnusable; the file is as it was.</exception>
    public void Save()
    {
        lock (_gate)
        {
            if (_file.Length == 0) return;
            Snapshot snapshot = State.Snapshot();
            if (_saved == snapshot.Revision) return;
            ProgramValues.Save(_file, snapshot.Root);
            _saved = snapshot.Revision;
        }
    }

    /// <summary>As <see cref="Save"/>, when nobody is left whom a failure could be thrown at.</summary>
    public void SaveAtExit()
    {
        try
        {
            Save();
        }
        catch (Exception failure) when (failure is IHoldfastError or ObjectDisposedException)
        {
            CallbackFailures.Report(this, "the save of a program that ends", failure);
        }
    }
}
