using Holdfast.Proof.Child.Workloads;

namespace Holdfast.Proof.Tests.Linearizability;

/// <summary>One key as anybody would write it: a number, one operation after another.</summary>
internal static class RegisterModel
{
    /// <summary>The number that an operation leaves, if it can have answered what it answered.</summary>
    /// <returns>Null when the answer is wrong for that number.</returns>
    public static long? Step(long number, RegisterOperation operation, long? result)
    {
        (long next, long answer) = operation.Kind switch
        {
            RegisterKind.Read => (number, number),
            RegisterKind.Write => (operation.Argument, operation.Argument),
            RegisterKind.Add => (number + operation.Argument, number + operation.Argument),
            _ when number == operation.Expected => (operation.Argument, 1),
            _ => (number, 0),
        };
        return result is null || result == answer ? next : null;
    }
}
