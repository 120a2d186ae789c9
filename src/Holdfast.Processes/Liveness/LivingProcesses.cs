using Holdfast.Logs;

namespace Holdfast.Processes.Liveness;

/// <summary>Who had a store open at one moment: the kernel's word, asked for when somebody first wants it.</summary>
/// <remarks>
/// Whoever decides by it reads the record before asking, never after: then a process that is named in the record and
/// not here is dead, and not one that came later. Threads. One.
/// </remarks>
internal sealed class LivingProcesses(LogStore logs)
{
    private HashSet<StoreProcess>? _all;

    public static LivingProcesses Of(Store store) => new(store.Core.Logs);

    public bool Contains(StoreProcess process) => (_all ??= [.. logs.GetProcesses()]).Contains(process);
}
