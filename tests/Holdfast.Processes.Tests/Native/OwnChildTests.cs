using System.Diagnostics;
using System.Globalization;
using Holdfast.Processes.Native;

namespace Holdfast.Processes.Tests.Native;

/// <summary>What is done to a number of a process only while it is surely its own.</summary>
public sealed class OwnChildTests
{
    // Where another part of the program had reaped the child its number may be a stranger's, whose group was killed.
    [Fact]
    public void EndGroup_NumberThatIsNoChild_KillsNobody()
    {
        ProcessStartInfo start = new("sh", ["-c", "setsid sleep 1000 > /dev/null & echo $!"])
        {
            RedirectStandardOutput = true,
        };
        using Process shell = Process.Start(start)!;
        int stranger = int.Parse(shell.StandardOutput.ReadLine()!, CultureInfo.InvariantCulture);
        using Process other = Process.GetProcessById(stranger);
        try
        {
            // Once it leads a group of its own, which is what the kill would be for.
            Assert.True(SpinWait.SpinUntil(() => GroupOf(stranger) == stranger, TimeSpan.FromSeconds(30)));
            OwnChild child = new(stranger);
            child.EndGroup();
            child.Reap();
            Assert.False(SpinWait.SpinUntil(() => HasEnded(stranger), TimeSpan.FromMilliseconds(300)));
        }
        finally
        {
            other.Kill();
        }
    }

    // Whoever it belongs to by then may not reap it.
    private static bool HasEnded(int process) => !Directory.Exists($"/proc/{process}") || FieldsOf(process)[0] == "Z";

    private static int GroupOf(int process) => int.Parse(FieldsOf(process)[2], CultureInfo.InvariantCulture);

    private static string[] FieldsOf(int process)
    {
        string line = File.ReadAllText($"/proc/{process}/stat");
        return line[(line.LastIndexOf(')') + 2)..].Split(' ');
    }
}
