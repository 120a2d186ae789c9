using System.Runtime.InteropServices;
using Holdfast.Reporting;

namespace Holdfast.Lifecycle.Runs;

/// <summary>
/// Who catches which signal in this process: the newest catch of each, which may call the one before it.
/// </summary>
/// <remarks>
/// The runtime knows no order among registrations: it calls all. So each signal has one registration here, for as long
/// as anybody catches it; when nobody does any more it is given back, and the signal does again what it did before.
/// </remarks>
internal static class SignalHandlers
{
    private static readonly Lock Guard = new();
    private static readonly Dictionary<PosixSignal, List<SignalHandler>> Stacks = [];
    private static readonly Dictionary<PosixSignal, PosixSignalRegistration> Registrations = [];

    public static SignalHandler Push(PosixSignal signal, Action<PosixSignal> handle, SignalChain chain)
    {
        lock (Guard)
        {
            if (!Stacks.TryGetValue(signal, out List<SignalHandler>? stack))
            {
                Registrations.Add(signal, PosixSignalRegistration.Create(signal, context => OnSignal(signal, context)));
                Stacks.Add(signal, stack = []);
            }

            SignalHandler handler = new(signal, handle, chain, stack.LastOrDefault());
            stack.Add(handler);
            return handler;
        }
    }

    public static void Remove(SignalHandler handler)
    {
        PosixSignalRegistration? unused = null;
        lock (Guard)
        {
            if (!Stacks.TryGetValue(handler.Signal, out List<SignalHandler>? stack)) return;
            stack.RemoveAll(other => ReferenceEquals(other, handler));
            if (stack.Count == 0)
            {
                Stacks.Remove(handler.Signal);
                Registrations.Remove(handler.Signal, out unused);
            }
        }

        unused?.Dispose();
    }

    /// <summary>
    /// Calls the handlers from the newest on, as long as they pass the signal on; after the last there is the system.
    /// </summary>
    internal static void OnSignal(PosixSignal signal, PosixSignalContext context) =>
        context.Cancel = HandlersOf(signal).Exists(handler => Call(handler) && handler.Chain == SignalChain.Replace);

    /// <summary>The handlers, newest first.</summary>
    private static List<SignalHandler> HandlersOf(PosixSignal signal)
    {
        lock (Guard)
        {
            return Stacks.TryGetValue(signal, out List<SignalHandler>? stack) ? [.. Enumerable.Reverse(stack)] : [];
        }
    }

    /// <summary>Calls one; false when it failed: then it has not dealt with the signal.</summary>
    private static bool Call(SignalHandler handler)
    {
        try
        {
            handler.Handle(handler.Signal);
            return true;
        }
        catch (Exception failure)
        {
            CallbackFailures.Report(handler, $"handler of the signal {handler.Signal}", failure);
            return false;
        }
    }
}
