namespace Holdfast.Processes;

/// <summary>The names of the signals, for people.</summary>
internal static class SignalNames
{
    // Linux on 64-bit Intel and ARM, in the order of the numbers from 1.
    private static readonly string[] Names =
    [
        "SIGHUP", "SIGINT", "SIGQUIT", "SIGILL", "SIGTRAP", "SIGABRT", "SIGBUS", "SIGFPE", "SIGKILL", "SIGUSR1",
        "SIGSEGV", "SIGUSR2", "SIGPIPE", "SIGALRM", "SIGTERM", "SIGSTKFLT", "SIGCHLD", "SIGCONT", "SIGSTOP", "SIGTSTP",
        "SIGTTIN", "SIGTTOU", "SIGURG", "SIGXCPU", "SIGXFSZ", "SIGVTALRM", "SIGPROF", "SIGWINCH", "SIGIO", "SIGPWR",
        "SIGSYS",
    ];

    public static string Of(int number) =>
        number >= 1 && number <= Names.Length ? Names[number - 1] : $"signal {number}";
}
