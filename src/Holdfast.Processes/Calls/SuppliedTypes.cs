using Holdfast.Lifecycle.Runs;

namespace Holdfast.Processes.Calls;

/// <summary>The types of parameters that the process which runs a function gives it itself.</summary>
internal static class SuppliedTypes
{
    public static bool Contains(Type type) =>
        type == typeof(State) || type == typeof(ProcessContext) || type == typeof(CancellationToken)
        || type == typeof(RunState) || type == typeof(Services);

    /// <summary>Whether a function with such a parameter can see that it is asked to end.</summary>
    public static bool CanBeAsked(Type type) => type == typeof(CancellationToken) || type == typeof(RunState);
}
