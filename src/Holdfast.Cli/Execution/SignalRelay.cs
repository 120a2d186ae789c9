using System.Runtime.InteropServices;

namespace Holdfast.Cli.Execution;

/// <summary>Passes what would end this process on to a program that it runs, and goes on itself.</summary>
/// <remarks>
/// It begins before the program does: a signal in between is kept for it, and must not end this process alone.
/// Threads. Any.
/// </remarks>
internal sealed class SignalRelay : IDisposable
{
    private readonly Lock _lock = new();
    private readonly PosixSignalRegistration[] _registrations;
    private int? _program;
    private PosixSignal? _early;

    public SignalRelay() => _registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, PassOnIfSent),
        PosixSignalRegistration.Create(PosixSignal.SIGQUIT, PassOnIfSent),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, PassOn),
        PosixSignalRegistration.Create(PosixSignal.SIGHUP, PassOn),
    ];

    /// <summary>Says which process the program is, and gives it what has come already.</summary>
    public void PassTo(int program)
    {
        lock (_lock)
        {
            _program = program;
            if (_early is { } signal) Holdfast.Processes.Signals.Send(signal, program);
        }
    }

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations) registration.Dispose();
    }

    /// <summary>Passes a signal on, as soon as the program is there.</summary>
    internal void PassOn(PosixSignal signal)
    {
        lock (_lock)
        {
            if (_program is { } program) Holdfast.Processes.Signals.Send(signal, program);
            else _early = signal;
        }
    }

    private void PassOn(PosixSignalContext context)
    {
        context.Cancel = true;
        PassOn(context.Signal);
    }

    // A terminal sends these to the program too; nothing else does.
    private void PassOnIfSent(PosixSignalContext context)
    {
        if (Terminal.IsInForeground()) context.Cancel = true;
        else PassOn(context);
    }
}
