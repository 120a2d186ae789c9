using System.Diagnostics.CodeAnalysis;
using Holdfast.Errors;
using Holdfast.Processes.Children;
using Holdfast.Processes.Wire;

namespace Holdfast.Processes.Entry;

/// <summary>
/// Finds out that this process was started as a child and runs the program's own code all the same, which would start
/// children in turn, without end; or that its children would.
/// </summary>
internal static class MissedEntry
{
    private const string HookSwitch = "System.StartupHookProvider.IsSupported";
    private const string Advice = $"start-up hooks are switched off in it, as in trimmed programs. Put 'if "
        + $"({nameof(ProcessWorker)}.{nameof(ProcessWorker.TryRun)}()) return;' at the top of Main.";

    /// <summary>Whether <c>Main</c> asked whether this process is a child, so that its children will ask too.</summary>
    public static bool IsAsked { get; set; }

    /// <summary>
    /// Refuses to start a child that would run the whole program, and may fail in it before it can say so.
    /// </summary>
    /// <exception cref="HoldfastException">ChildFailed.</exception>
    public static void ThrowIfToBeMissed(ChildCommand command)
    {
        if (command.Entry is not null || IsAsked) return;
        if (!AppContext.TryGetSwitch(HookSwitch, out bool isSupported) || isSupported) return;
        throw new HoldfastException(
            ErrorCode.ChildFailed,
            $"A child of this program would run the whole program instead of one function: {Advice}");
    }

    /// <summary>Tells the parent and the caller, if it is so; each time anew, so that no one gets past it.</summary>
    /// <exception cref="HoldfastException">ChildFailed.</exception>
    public static void ThrowIfMissed()
    {
        if (!ChildProgram.IsChild) return;
        HoldfastException failure = new(
            ErrorCode.ChildFailed,
            $"This process was started to run one function, and runs the whole program instead: {Advice}");
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
