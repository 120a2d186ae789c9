using System.Diagnostics.CodeAnalysis;
using Holdfast.Processes.Calls;
using Holdfast.Processes.Children;
using Holdfast.Processes.Entry;

namespace Holdfast.Processes;

/// <summary>The place where a program becomes a child, where the runtime does not see to that by itself.</summary>
public static class ProcessWorker
{
    /// <summary>
    /// Runs what the parent wants, and ends this process, if it was started as a child; else does nothing.
    /// </summary>
    /// <returns>False: this is no child, the program goes on.</returns>
    /// <remarks>
    /// Shape. The first line of <c>Main</c> in programs in which start-up hooks are switched off, such as trimmed ones:
    ///        <c>if (ProcessWorker.TryRun()) return;</c>. In all others a child never gets to <c>Main</c>.
    /// </remarks>
    [RequiresUnreferencedCode(FunctionReference.Reflection)]
    [RequiresDynamicCode(FunctionReference.Reflection)]
    public static bool TryRun()
    {
        MissedEntry.IsAsked = true;
        if (!ChildProgram.IsMarked) return false;
        bool isChild = ChildProgram.IsChild;
        ChildProgram.ForgetVariables();
        if (!isChild) return false;
        ChildEntry.Exit(ChildEntry.Run());
        return true;
    }
}
