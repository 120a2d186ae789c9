using System.Globalization;
using System.Runtime.InteropServices;

namespace Holdfast.Bench.Output;

/// <summary>Says in one line where figures were taken: without it they mean nothing.</summary>
internal static class Machine
{
    public static string Describe(string folder) => string.Join(
        ", ",
        Processor(),
        $"{Environment.ProcessorCount} cores",
        RuntimeInformation.OSDescription,
        RuntimeInformation.FrameworkDescription,
        FileSystemOf(folder),
        "load " + Load(),
        DateTime.UtcNow.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) + " UTC");

    private static string Processor()
    {
        string[] lines = File.Exists("/proc/cpuinfo") ? File.ReadAllLines("/proc/cpuinfo") : [];
        string? model = lines.FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal));
        return model?[(model.IndexOf(':') + 1)..].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();
    }

    /// <summary>The file system of the mount that is nearest above the folder.</summary>
    private static string FileSystemOf(string folder)
    {
        DriveInfo? nearest = DriveInfo.GetDrives()
            .Where(drive => folder.StartsWith(drive.Name, StringComparison.Ordinal))
            .MaxBy(drive => drive.Name.Length);
        return nearest?.DriveFormat ?? "unknown file system";
    }

    private static string Load() =>
        File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";
}
