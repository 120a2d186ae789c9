using Holdfast.Errors;

namespace Holdfast.Machines;

/// <summary>Reports all that is wrong with the definition of a machine.</summary>
public sealed class InvalidMachineException : ArgumentException, IHoldfastError
{
    internal InvalidMachineException(IReadOnlyList<string> problems)
        : base(Describe(problems)) => Problems = problems;

    /// <inheritdoc/>
    public ErrorCode Code => ErrorCode.InvalidMachine;

    /// <summary>What is wrong, one sentence each.</summary>
    public IReadOnlyList<string> Problems { get; }

    private static string Describe(IReadOnlyList<string> problems) =>
        $"The machine cannot be built; mend all of these: {string.Join(" ", problems)}";
}
