using Holdfast.Stores;

namespace Holdfast.Lifecycle.Runs;

/// <summary>Where the runs of a store are recorded: by namespace and path, in a namespace of Holdfast's own.</summary>
/// <param name="Runs">That namespace.</param>
/// <param name="Path">The place of one run in it.</param>
internal sealed record RunPlace(State Runs, StatePath Path)
{
    public const string Namespace = "$run";

    public Store Store => Runs.Store;

    public static RunPlace Of(State state, StatePath path) => new(
        state.Store.GetReserved(Namespace),
        StatePath.Root / state.Name / state.Path.Concat(path).ToString());

    /// <summary>Whether it is one place, however often the store was opened in this process.</summary>
    public bool IsSameAs(RunPlace other) => Path == other.Path && ReferenceEquals(Store.Core, other.Store.Core);

    public RunRecord? Find(StateView view) => view.TryGet(Path, out Value value) ? RunForm.ToRecord(value) : null;

    public static bool IsAlive(Store store, StoreProcess? process) => process is not null && store.IsAlive(process);
}
