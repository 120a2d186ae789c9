using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Holdfast.Processes.Tests.Coordination;

/// <summary>A real process that uses the building blocks, to be killed or stopped.</summary>
internal sealed class Child : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Process _process;
    private readonly BlockingCollection<string> _lines = [];
    private readonly Task _reader;

    public Child(params string[] arguments)
    {
        string dll = Path.Combine(AppContext.BaseDirectory, "Holdfast.Coordination.Child.dll");
        string host = Environment.ProcessPath is { } path && Path.GetFileName(path) == "dotnet" ? path : "dotnet";
        _process = Process.Start(new ProcessStartInfo(host, [dll, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        _reader = Task.Factory.StartNew(ReadLines, TaskCreationOptions.LongRunning);
    }

    public int Id => _process.Id;

    public string ReadLine() => _lines.TryTake(out string? line, Patience)
        ? line
        : throw new TimeoutException("The child said nothing.");

    public long ReadNumber() => long.Parse(ReadLine(), CultureInfo.InvariantCulture);

    /// <summary>Kills it as the kernel does (SIGKILL); gives what it had printed and nobody has read.</summary>
    public IReadOnlyList<string> Kill()
    {
        _process.Kill();
        return ReadRest();
    }

    /// <summary>Lets it end on its own.</summary>
    public IReadOnlyList<string> End()
    {
        _process.StandardInput.Close();
        return ReadRest();
    }

    public void Signal(int number)
    {
        using Process kill = Process.Start("kill", [$"-{number}", Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
        Assert.Equal(0, kill.ExitCode);
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private List<string> ReadRest()
    {
        Assert.True(_process.WaitForExit(Patience), "The child did not end.");
        _reader.Wait();
        return [.. _lines];
    }

    private void ReadLines()
    {
        while (_process.StandardOutput.ReadLine() is { } line) _lines.Add(line);
    }
}
