using System.Diagnostics.CodeAnalysis;
using Holdfast.Processes;

/// <summary>Where the runtime enters a child, before the program's <c>Main</c>.</summary>
/// <remarks>
/// Source. The runtime's document on host start-up hooks: the name, the missing namespace and the method are its.
/// </remarks>
[SuppressMessage("Design", "CA1050", Justification = "The runtime looks for the name without a namespace.")]
internal static class StartupHook
{
    /// <summary>Runs what the parent wants, if this process is a child.</summary>
    [UnconditionalSuppressMessage(
        "Trimming", "IL2026", Justification = "The runtime calls hooks only in programs that are not trimmed.")]
    [UnconditionalSuppressMessage(
        "AOT", "IL3050", Justification = "The runtime calls hooks only in programs that are not compiled ahead.")]
    public static void Initialize() => _ = ProcessWorker.TryRun();
}
