using System.Diagnostics;
using System.Threading.Channels;

namespace Holdfast.Proof.Tests.Processes;

/// <summary>A real process of a proof, driven by lines.</summary>
/// <remarks>Threads. Lines are read on a thread of their own; the rest is for one thread.</remarks>
internal sealed class ChildProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Process _process;
    private readonly Thread _reader;
    private readonly Action<string>? _onLine;
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private volatile string? _failure;

    private ChildProcess(ProcessStartInfo start, Action<string>? onLine)
    {
        _onLine = onLine;
        _process = Process.Start(start)!;
        _reader = new Thread(Read) { IsBackground = true };
        _reader.Start();
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>Whether a signal has stopped all its threads.</summary>
    public bool IsStopped =>
        File.ReadAllText($"/proc/{Id}/stat").Split(')')[^1].StartsWith(" T", StringComparison.Ordinal);

    /// <summary>What the process reported as having failed; null while all is well.</summary>
    public string? Failure => _failure;

    /// <summary>Starts a process.</summary>
    /// <param name="onLine">Takes each line (on the reading thread) before it can be waited for; null: none.</param>
    /// <param name="wrapper">A program with arguments that starts it; empty: it is started as it is.</param>
    public static ChildProcess Start(Action<string>? onLine = null, params string[] wrapper)
    {
        string[] words = [.. wrapper, "dotnet", Path.Combine(AppContext.BaseDirectory, "Holdfast.Proof.Child.dll")];
        var start = new ProcessStartInfo(words[0], words[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        return new ChildProcess(start, onLine);
    }

    /// <summary>Starts a process and has it open a store.</summary>
    public static ChildProcess Open(string kind, string folder, Action<string>? onLine = null)
    {
        ChildProcess child = Start(onLine);
        child.Send($"open {kind} {folder}");
        return child;
    }

    public void Send(string line)
    {
        _process.StandardInput.WriteLine(line);
        _process.StandardInput.Flush();
    }

    /// <summary>Waits for a line that begins with a word; passes over those before it.</summary>
    public string Await(string word)
    {
        using var late = new CancellationTokenSource(Patience);
        try
        {
            while (true)
            {
                string line = _lines.Reader.ReadAsync(late.Token).AsTask().GetAwaiter().GetResult();
                if (line.StartsWith(word, StringComparison.Ordinal))
                {
                    return line;
                }
            }
        }
        catch (Exception missing) when (missing is ChannelClosedException or OperationCanceledException)
        {
            throw new InvalidOperationException($"Process {Id} never said '{word}'. {_failure}", missing);
        }
    }

    /// <summary>Runs a workload to its end.</summary>
    public void AwaitDone() => Await("done");

    /// <summary>Has it end its workload and give the store back, then ends it.</summary>
    public void Close()
    {
        Send("close");
        Await("closed");
        End();
    }

    /// <summary>Kills it with SIGKILL, and returns when all that it said before has been read.</summary>
    public void Kill()
    {
        Signals.Send(Id, Signals.Kill);
        End();
    }

    public void Pause() => Signals.Send(Id, Signals.Stop);

    public void Resume() => Signals.Send(Id, Signals.Continue);

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            End();
        }

        _process.Dispose();
    }

    private void End()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _reader.Join();
    }

    private void Read()
    {
        while (_process.StandardOutput.ReadLine() is { } line)
        {
            if (line.StartsWith("failed", StringComparison.Ordinal))
            {
                _failure = line.Replace('|', '\n');
            }

            _onLine?.Invoke(line);
            _lines.Writer.TryWrite(line);
        }

        _lines.Writer.TryComplete(_failure is null ? null : new ChannelClosedException(_failure));
    }
}
