using System.Diagnostics;

namespace Holdfast.Samples.Tests;

/// <summary>A sample as a real process.</summary>
internal static class Sample
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(1);

    /// <summary>Runs it to its end, and gives what it printed.</summary>
    public static async Task<string> RunAsync(string name, int exit, params string[] words)
    {
        using Process process = Process.Start(new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, name), words)
        {
            RedirectStandardOutput = true,
        })!;
        try
        {
            CancellationToken token = TestContext.Current.CancellationToken;
            string output = await process.StandardOutput.ReadToEndAsync(token).WaitAsync(Timeout, token);
            await process.WaitForExitAsync(token).WaitAsync(Timeout, token);
            Assert.Equal(exit, process.ExitCode);
            return output;
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }
}
