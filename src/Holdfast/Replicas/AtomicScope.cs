using Holdfast.Errors;

namespace Holdfast.Replicas;

/// <summary>Knows whether the running code is inside an atomic function, also across awaits.</summary>
/// <remarks>
/// An atomic function inside another could wait for itself, and a plain write inside one would be made once an attempt:
/// both are refused, of whatever namespace.
/// </remarks>
internal static class AtomicScope
{
    private static readonly AsyncLocal<bool> Inside = new();

    public static void Enter()
    {
        ThrowIfInside();
        Inside.Value = true;
    }

    public static void Exit() => Inside.Value = false;

    public static void ThrowIfInside()
    {
        if (Inside.Value)
        {
            throw new HoldfastOperationException(
                ErrorCode.NestedAtomic, "An atomic function is running here; change the state through its transaction only.");
        }
    }
}
