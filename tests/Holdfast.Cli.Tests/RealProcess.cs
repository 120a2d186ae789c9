using System.Diagnostics;

namespace Holdfast.Cli.Tests;

/// <summary>Runs the built command as a process of its own.</summary>
internal static class RealProcess
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "Holdfast.Cli.dll");

    /// <summary>How a shell calls it.</summary>
    public static string ShellCommand => $"dotnet {Program}";

    /// <summary>How a shell calls it on behalf of nobody; whoever runs the tests may be root.</summary>
    public static string ShellCommandOfNobody =>
        $"setpriv --reuid=65534 --regid=65534 --clear-groups {ShellCommand}";

    public static Process Start(string store, params string[] words) => Start(store, "dotnet", [Program, .. words]);

    /// <summary>Starts it in a session of its own, without a terminal.</summary>
    public static Process StartAlone(string store, params string[] words) =>
        Start(store, "setsid", ["dotnet", Program, .. words]);

    private static Process Start(string store, string program, string[] words)
    {
        ProcessStartInfo start = new(program, words)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["HOLDFAST_STORE"] = store;
        return Process.Start(start)!;
    }

    public static async Task<Result> RunAsync(string store, string input, string[] words, CancellationToken token)
    {
        using Process process = Start(store, words);
        await process.StandardInput.WriteAsync(input.AsMemory(), token);
        process.StandardInput.Close();
        return await EndAsync(process, token);
    }

    /// <summary>
    /// Runs a line in a real shell, where <c>holdfast</c> is the command and <c>$HOLDFAST_STORE</c> the store.
    /// </summary>
    public static async Task<Result> ShellAsync(string store, string line, CancellationToken token)
    {
        ProcessStartInfo start = new("bash", ["-c", $"holdfast() {{ {ShellCommand} \"$@\"; }}\n{line}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["HOLDFAST_STORE"] = store;
        using Process process = Process.Start(start)!;
        return await EndAsync(process, token);
    }

    private static async Task<Result> EndAsync(Process process, CancellationToken token)
    {
        Task<string> output = process.StandardOutput.ReadToEndAsync(token);
        Task<string> error = process.StandardError.ReadToEndAsync(token);
        await process.WaitForExitAsync(token);
        return new Result(process.ExitCode, await output, await error);
    }
}
