using System.Diagnostics.CodeAnalysis;
using Holdfast.Errors;
using Holdfast.Processes.Children;
using Holdfast.Processes.Wire;

namespace Holdfast.Processes.Entry;

/// <summary>
/// Finds out that this process was started as a child and runs the program's own code all the same, which would start
/// children in turn, without end.
/// </summary>
internal static class MissedEntry
{
    /// <summary>Tells the parent and the caller, if it is so; each time anew, so that no one gets past it.</summary>
    /// <exception cref="HoldfastException">ChildFailed.</exception>
    public static void ThrowIfMissed()
    {
        if (!ChildProgram.IsChild) return;
        HoldfastException failure = new(
            ErrorCode.ChildFailed,
            $"This process was started to run one function, and runs the whole program instead: start-up hooks are "
                + $"switched off in it. Put 'if ({nameof(ProcessWorker)}.{nameof(ProcessWorker.TryRun)}()) return;' "
                + "at the top of Main.");
        Tell(failure);
        throw failure;
    }

    [UnconditionalSuppressMessage(
        "Trimming", "IL2026", Justification = "Only names the exception; nothing is found by reflection here.")]
    [UnconditionalSuppressMessage(
        "AOT", "IL3050", Justification = "Only names the exception; nothing is found by reflection here.")]
    private static void Tell(HoldfastException failure) => ParentLink.Take(ChildProgram.ControlDescriptor)
        .Writer.TrySend(FrameKind.Failed, RunOutcome.Failed(failure).Payload);
}
