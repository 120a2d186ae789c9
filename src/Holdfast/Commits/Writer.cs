using System.Globalization;

namespace Holdfast.Commits;

/// <summary>Who wrote a commit: one open or fork of a state, in one process.</summary>
/// <param name="ProcessId">The process, by the number that the operating system gave it.</param>
/// <param name="Session">A random number of that process, so that a number used again is not mistaken.</param>
/// <param name="Handle">Which of the process's states, from 1.</param>
internal readonly record struct Writer(int ProcessId, uint Session, int Handle)
{
    private static readonly uint OwnSession = (uint)Random.Shared.NextInt64(1, uint.MaxValue);
    private static int _handles;

    /// <summary>Gives a writer that nobody else is.</summary>
    public static Writer Next() => new(Environment.ProcessId, OwnSession, Interlocked.Increment(ref _handles));

    /// <summary>Gives <c>process-session-handle</c>, the session in hexadecimal.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{ProcessId}-{Session:x8}-{Handle}");
}
