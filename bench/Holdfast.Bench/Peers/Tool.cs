using System.Diagnostics;

namespace Holdfast.Bench.Peers;

/// <summary>A program that has to be installed to be compared with.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="HowToInstall">The command that installs it, on Debian and Ubuntu.</param>
/// <param name="Probe">A command that succeeds when it is there.</param>
internal sealed record Tool(string Name, string HowToInstall, string[] Probe)
{
    private readonly Lazy<bool> _isThere = new(() => Succeeds(Probe));

    public static Tool Redis { get; } = new(
        "redis-server", "apt-get install redis-server", ["redis-server", "--version"]);

    public static Tool Python { get; } =
        new("python3 with its sqlite3 module", "apt-get install python3", ["python3", "-c", "import sqlite3"]);

    public static Tool Sdk { get; } =
        new("the .NET SDK", "see https://learn.microsoft.com/dotnet/core/install/linux", ["dotnet", "--version"]);

    public bool IsThere => _isThere.Value;

    private static bool Succeeds(string[] command)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(command[0], command[1..])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
