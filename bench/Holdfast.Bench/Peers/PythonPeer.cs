using System.Diagnostics;
using System.Globalization;
using Holdfast.Bench.Measuring;

namespace Holdfast.Bench.Peers;

/// <summary>Measures SQLite and Python's own shared state with a script, which prints operations a second.</summary>
internal sealed class PythonPeer
{
    private const string ScriptName = "peers.py";

    private readonly Workbench _bench;
    private readonly string _script;

    public PythonPeer(Workbench bench)
    {
        _bench = bench;
        _script = Path.Combine(bench.Folder, ScriptName);
        using Stream source = typeof(PythonPeer).Assembly.GetManifestResourceStream(ScriptName)!;
        using FileStream file = File.Create(_script);
        source.CopyTo(file);
    }

    /// <summary>Gives a contender that runs one of the script's functions; its figures are rates.</summary>
    public Contender Rate(string name, string function) => new(name, Unit.Rate, () => Run(function));

    /// <summary>Gives the same as nanoseconds of one operation.</summary>
    public Contender Time(string name, string function, params string[] words) =>
        new(name, Unit.Time, () => 1e9 / Run(function, words));

    private double Run(string function, params string[] words)
    {
        string folder = Directory.CreateDirectory(_bench.NewFolder()).FullName;
        string seconds = _bench.Options.Slice.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        using Process process = Process.Start(
            new ProcessStartInfo("python3", [_script, function, folder, seconds, .. words])
            {
                RedirectStandardOutput = true,
            })!;
        string answer = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? double.Parse(answer, CultureInfo.InvariantCulture)
            : throw new InvalidOperationException($"{ScriptName} {function} ended with status {process.ExitCode}.");
    }
}
