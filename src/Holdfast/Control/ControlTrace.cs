using System.Globalization;
using Holdfast.Errors;

namespace Holdfast.Control;

/// <summary>Keeps one message, its reply and the state after it, in files that carry one number.</summary>
/// <remarks>
/// Several programs may use one folder: the file of the message is made only if there is none of its number.
/// </remarks>
internal sealed class ControlTrace
{
    private const string MessageEnd = "-message.json";

    /// <summary>
    /// How often another program may be faster in taking a number; more means that something else is wrong.
    /// </summary>
    private const int MaxAttempts = 1000;

    private readonly string _start;

    private ControlTrace(string start) => _start = start;

    /// <summary>Makes the folder when it does not exist.</summary>
    /// <exception cref="HoldfastException">DebugFolderUnusable.</exception>
    public static void Prepare(string folder) => Guard(folder, () => Directory.CreateDirectory(folder));

    /// <summary>Takes the next number and writes the message.</summary>
    /// <exception cref="HoldfastException">DebugFolderUnusable.</exception>
    public static ControlTrace Begin(string folder, Value message)
    {
        Prepare(folder);
        return Guard(folder, () => Take(folder, ControlText.ToJson(message) + "\n"));
    }

    /// <summary>Writes the reply and the state.</summary>
    /// <exception cref="HoldfastException">DebugFolderUnusable.</exception>
    public void End(ControlReply reply, Value state) => Guard(_start, () =>
    {
        File.WriteAllText(_start + "-reply.json", reply + "\n");
        File.WriteAllText(_start + "-state.json", ControlText.ToJson(state) + "\n");
        return true;
    });

    private static ControlTrace Take(string folder, string message)
    {
        int next = Directory.EnumerateFiles(folder, "*" + MessageEnd).Select(NumberOf).DefaultIfEmpty().Max() + 1;
        for (int attempt = 0; ; attempt++)
        {
            string start = Path.Combine(folder, (next + attempt).ToString("D6", CultureInfo.InvariantCulture));
            try
            {
                using StreamWriter file = new(new FileStream(start + MessageEnd, FileMode.CreateNew, FileAccess.Write));
                file.Write(message);
                return new ControlTrace(start);
            }
            catch (IOException) when (attempt < MaxAttempts && File.Exists(start + MessageEnd))
            {
                // Another program took the number.
            }
        }
    }

    private static int NumberOf(string file) => int.TryParse(
        Path.GetFileName(file)[..^MessageEnd.Length], NumberStyles.None, CultureInfo.InvariantCulture, out int number)
        ? number
        : 0;

    private static T Guard<T>(string place, Func<T> function)
    {
        try
        {
            return function();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new HoldfastException(
                ErrorCode.DebugFolderUnusable,
                $"Messages cannot be kept in '{place}': {fault.Message} Give a folder that can be written.",
                fault)
            {
                File = place,
            };
        }
    }
}
