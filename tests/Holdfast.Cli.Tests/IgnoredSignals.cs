namespace Holdfast.Cli.Tests;

/// <summary>
/// Signals that whoever started the tests ignores, as a shell does for what it runs in the background.
/// </summary>
internal static class IgnoredSignals
{
    /// <summary>
    /// Skips a test whose processes must take a signal: what is ignored stays so in all that is started.
    /// </summary>
    public static void SkipIfAny(int signal) => Assert.SkipWhen(
        IsIgnored(signal), $"Whoever started the tests ignores signal {signal}, so what they start does too.");

    private static bool IsIgnored(int signal)
    {
        const string name = "SigIgn:";
        string line = File.ReadLines("/proc/self/status")
            .Single(line => line.StartsWith(name, StringComparison.Ordinal));
        return ((Convert.ToUInt64(line[name.Length..].Trim(), 16) >> (signal - 1)) & 1) == 1;
    }
}
