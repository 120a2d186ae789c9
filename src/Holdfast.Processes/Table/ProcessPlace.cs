using System.Globalization;

namespace Holdfast.Processes.Table;

/// <summary>Tells one process from all others of a machine, whatever numbers are used again.</summary>
/// <param name="Boot">The run of the machine.</param>
/// <param name="Space">The PID namespace.</param>
/// <param name="Start">When it started, in clock ticks since the machine did.</param>
internal sealed record ProcessPlace(string Boot, string Space, long Start)
{
    private const int StartField = 19;

    /// <summary>This process; what the system does not tell is empty.</summary>
    public static ProcessPlace Own { get; } = Of(Environment.ProcessId);

    /// <summary>The process that has a number now, as this one numbers them.</summary>
    public static ProcessPlace Of(int process) => new(
        Read("/proc/sys/kernel/random/boot_id"), ReadSpace(), ReadStart(process));

    private static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file).Trim();
        }
        catch (Exception untold) when (untold is IOException or UnauthorizedAccessException)
        {
            // Gone; or another user's, where /proc is mounted so that it hides those (hidepid).
            return "";
        }
    }

    private static string ReadSpace() => new FileInfo("/proc/self/ns/pid").LinkTarget ?? "";

    private static long ReadStart(int process)
    {
        string line = Read(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/stat"));
        string[] fields = line[(line.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length > StartField ? long.Parse(fields[StartField], CultureInfo.InvariantCulture) : 0;
    }
}
