using System.Runtime.InteropServices;

namespace Holdfast.Cli.Execution;

/// <summary>Turns the signals that ask a process to end into a cancellation, for commands that wait.</summary>
/// <remarks>Commands that do not wait let the system end them: a store needs no farewell.</remarks>
internal sealed class Signals : IDisposable
{
    private const int FirstSignalStatus = 128;

    private readonly CancellationTokenSource _source = new();
    private readonly List<PosixSignalRegistration> _registrations = [];

    public CancellationToken Token => _source.Token;

    /// <summary>The status to end with, once a signal has come.</summary>
    public ExitStatus Status { get; private set; } = ExitStatus.Interrupted;

    /// <summary>Whether a signal only counts as noticed, as while an editor has the terminal.</summary>
    public bool AreIgnored { get; set; }

    public static Signals OfProcess()
    {
        Signals signals = new();
        signals.Register(PosixSignal.SIGINT, 2);
        signals.Register(PosixSignal.SIGTERM, 15);
        signals.Register(PosixSignal.SIGHUP, 1);
        return signals;
    }

    public void Raise(int number)
    {
        if (AreIgnored) return;
        Status = (ExitStatus)(FirstSignalStatus + number);
        _source.Cancel();
    }

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations) registration.Dispose();
        _source.Dispose();
    }

    private void Register(PosixSignal signal, int number) =>
        _registrations.Add(PosixSignalRegistration.Create(signal, context =>
        {
            context.Cancel = true;
            Raise(number);
        }));
}
