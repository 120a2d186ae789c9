using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Holdfast.Tests.Logs.File;

/// <summary>A real process that uses a store, to be killed or stopped.</summary>
internal sealed class ChildProcess : IDisposable
{
    private const int StopSignal = 19;
    private readonly Process _process;
    private readonly BlockingCollection<string> _lines = [];
    private readonly Task _reader;

    public ChildProcess(params string[] arguments)
        : this(null, arguments)
    {
    }

    public ChildProcess(string[]? prefix, params string[] arguments)
    {
        string dll = Path.Combine(AppContext.BaseDirectory, "Holdfast.CrashChild.dll");
        string host = Environment.ProcessPath is { } path && Path.GetFileName(path) == "dotnet" ? path : "dotnet";
        string[] command = [.. prefix ?? [], host, dll, .. arguments];
        _process = Process.Start(new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        _reader = Task.Run(ReadLines);
    }

    public int Id => _process.Id;

    /// <summary>Waits for the next line.</summary>
    public string ReadLine() => _lines.TryTake(out string? line, TimeSpan.FromSeconds(30))
        ? line
        : throw new TimeoutException("The child said nothing.");

    /// <summary>Kills it as the kernel does (SIGKILL), and gives all numbers that it had printed.</summary>
    public List<long> Kill()
    {
        _process.Kill();
        return End();
    }

    /// <summary>Waits for its own end, and gives all numbers that it had printed.</summary>
    public List<long> End()
    {
        Assert.True(_process.WaitForExit(TimeSpan.FromSeconds(30)), "The child did not end.");
        _reader.Wait();
        return [.. _lines
            .Select(line => long.TryParse(line, CultureInfo.InvariantCulture, out long number) ? number : -1)
            .Where(number => number > 0)];
    }

    /// <summary>Gives the lines that it printed and nobody has read, after its end.</summary>
    public IReadOnlyList<string> ReadRest()
    {
        _reader.Wait();
        return [.. _lines];
    }

    /// <summary>Stops it where it is (SIGSTOP); it must be killed later.</summary>
    public void Stop() => Signal(StopSignal);

    /// <summary>Sends it a signal.</summary>
    public void Signal(int number)
    {
        using Process kill = Process.Start("kill", [$"-{number}", Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
        Assert.Equal(0, kill.ExitCode);
    }

    /// <summary>Gives it an empty line, the sign to go on.</summary>
    public void WriteLine()
    {
        _process.StandardInput.WriteLine();
        _process.StandardInput.Flush();
    }

    /// <summary>Waits for its own end, and gives its exit status.</summary>
    public int WaitForExit()
    {
        Assert.True(_process.WaitForExit(TimeSpan.FromSeconds(30)), "The child did not end.");
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.WaitForExit();
        _process.Dispose();
        _lines.Dispose();
    }

    private void ReadLines()
    {
        while (_process.StandardOutput.ReadLine() is { } line)
        {
            _lines.Add(line);
        }
    }
}
