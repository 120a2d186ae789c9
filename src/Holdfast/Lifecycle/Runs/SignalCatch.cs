using System.Runtime.InteropServices;

namespace Holdfast.Lifecycle.Runs;

/// <summary>Signals that are caught until this is disposed of.</summary>
/// <remarks>Threads. Any; several may be disposed of in any order.</remarks>
public sealed class SignalCatch : IDisposable
{
    private readonly List<SignalHandler> _handlers;

    internal SignalCatch(IEnumerable<PosixSignal> signals, Action<PosixSignal> handler, SignalChain chain)
    {
        _handlers = [];
        try
        {
            foreach (PosixSignal signal in signals.Distinct())
                _handlers.Add(SignalHandlers.Push(signal, handler, chain));
        }
        catch
        {
            // One was refused: nobody would give the others back.
            Dispose();
            throw;
        }

        Previous = _handlers.ToDictionary(pushed => pushed.Signal, pushed => pushed.Previous?.Handle);
    }

    /// <summary>By signal, what a scope around this one does with it; null: no scope caught it before.</summary>
    public IReadOnlyDictionary<PosixSignal, Action<PosixSignal>?> Previous { get; }

    /// <summary>Gives the signals back to whoever caught them before.</summary>
    public void Dispose() => _handlers.ForEach(SignalHandlers.Remove);
}
