using System.Globalization;
using Holdfast.Processes.Table;

namespace Holdfast.Processes.Entry;

/// <summary>Tells that a try failed, and what follows.</summary>
internal static class CrashReport
{
    private const string Rule = "----------------------------------------";

    /// <summary>Tells it on standard error, and in the table of processes.</summary>
    public static void Tell(
        ProcessTable table, BeginMessage begin, int retry, TimeSpan delay, Exception failure)
    {
        Write(begin, retry, delay, failure);
        table.ChangeSoon(begin.Id, $"{begin.Name} is tried again", record => record with
        {
            Retries = retry,
            Error = OneLine(failure),
        });
    }

    private static void Write(BeginMessage begin, int retry, TimeSpan delay, Exception failure)
    {
        string next = begin.Retry!.Allows(retry + 1)
            ? string.Create(CultureInfo.InvariantCulture, $"next retry in {delay.TotalSeconds:0.###} s")
            : string.Create(CultureInfo.InvariantCulture, $"last retry in {delay.TotalSeconds:0.###} s");
        Console.Error.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"""
             {Rule}
             holdfast: '{begin.Name}' (process {begin.Id}, pid {Environment.ProcessId}) failed
             {failure}
             tried {retry} time(s), {next}
             {Rule}
             """));
    }

    public static string OneLine(Exception failure) => $"{failure.GetType().FullName}: {failure.Message}";
}
