using System.Runtime.InteropServices;

namespace Holdfast.Lifecycle.Runs;

/// <summary>What one catch does with one signal.</summary>
/// <param name="Signal">The signal.</param>
/// <param name="Handle">What is done.</param>
/// <param name="Chain">Whether it goes on to the previous one.</param>
/// <param name="Previous">What was there before; null: nothing of ours.</param>
internal sealed record SignalHandler(
    PosixSignal Signal, Action<PosixSignal> Handle, SignalChain Chain, SignalHandler? Previous);
