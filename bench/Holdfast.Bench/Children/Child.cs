using System.Diagnostics;
using Holdfast.Bench.Peers;

namespace Holdfast.Bench.Children;

/// <summary>
/// This program once more, as another process: asked and answered by lines. It ends when its input does.
/// </summary>
internal sealed class Child : IDisposable
{
    /// <summary>The first word of a child's command line.</summary>
    public const string Word = "child";

    /// <summary>What a child says when it has opened all that it needs.</summary>
    public const string Ready = "ready";

    private readonly Process _process;

    private Child(Process process) => _process = process;

    /// <summary>Starts it and waits until it is ready.</summary>
    public static Child Start(string role, params string[] words) => StartOn(null, role, words);

    /// <summary>Starts it on one processor; null: anywhere.</summary>
    public static Child StartOn(int? processor, string role, params string[] words)
    {
        ProcessStartInfo start = new(Environment.ProcessPath!, [.. Runner, Word, role, .. words])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        if (processor is not null) start.Environment[Placement.Variable] = $"{processor}";
        Child child = new(Process.Start(start)!);
        child.Answer();
        return child;
    }

    public void Tell(string request) => _process.StandardInput.WriteLine(request);

    public string Answer() => _process.StandardOutput.ReadLine()
        ?? throw new InvalidOperationException("A child process ended early; what it said is above.");

    public string Ask(string request)
    {
        Tell(request);
        return Answer();
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    /// <summary>The assembly, where the process is the general runner of assemblies.</summary>
    private static string[] Runner =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(Child).Assembly.Location] : [];
}
