using Holdfast.Proof.Tests.Processes;

namespace Holdfast.Proof.Tests.Crashes;

/// <summary>A process that commits as one of the proof's writers, with the ledger of what it was told.</summary>
internal sealed class CrashWriter : IDisposable
{
    private readonly int _writer;

    private CrashWriter(ChildProcess process, Ledger ledger, int writer) =>
        (Process, Ledger, _writer) = (process, ledger, writer);

    public ChildProcess Process { get; }

    public Ledger Ledger { get; }

    /// <summary>Starts a process that opens the store, and waits with its work.</summary>
    public static CrashWriter Prepare(string kind, string folder, int writer, params string[] wrapper)
    {
        (ChildProcess process, Ledger ledger) = wrapper.Length == 0 ? WarmProcesses.Take() : StartIn(wrapper);
        process.Send($"open {kind} {folder}");
        return new CrashWriter(process, ledger, writer);
    }

    /// <summary>Starts a process and returns when its first commit was acknowledged.</summary>
    public static CrashWriter Start(string kind, string folder, int writer, params string[] wrapper)
    {
        CrashWriter started = Prepare(kind, folder, writer, wrapper);
        started.Begin();
        return started;
    }

    private static (ChildProcess Process, Ledger Ledger) StartIn(string[] wrapper)
    {
        var ledger = new Ledger();
        return (ChildProcess.Start(ledger.OnLine, wrapper), ledger);
    }

    public void Begin()
    {
        Process.Send($"run transfer {_writer}");
        Assert.True(Ledger.AwaitFirst(), $"writer {_writer} never committed. {Process.Failure}");
    }

    /// <summary>Kills it and checks that it had met no fault.</summary>
    public Ledger Kill()
    {
        Process.Kill();
        Assert.Null(Process.Failure);
        return Ledger;
    }

    public Ledger Close()
    {
        Process.Close();
        Assert.Null(Process.Failure);
        return Ledger;
    }

    public void Dispose() => Process.Dispose();
}
