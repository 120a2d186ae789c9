using Holdfast.Errors;

namespace Holdfast.Replicas;

/// <summary>Knows whether the running code is inside an atomic function, also across awaits.</summary>
/// <remarks>
/// An atomic function inside another could wait for itself, and a plain write inside one would be made once an attempt:
/// both are refused, of whatever namespace. The scope is an object and not a flag, because what the function started
/// and left running inherits it: when the function ends, it ends there too.
/// </remarks>
internal sealed class AtomicScope
{
    private static readonly AsyncLocal<AtomicScope?> Current = new();

    [ThreadStatic]
    private static bool _isInThread;

    private volatile bool _isOver;

    /// <summary>Begins the scope of a function; end it with <see cref="Exit"/>.</summary>
    public static AtomicScope Enter()
    {
        ThrowIfInside();
        var scope = new AtomicScope();
        Current.Value = scope;
        return scope;
    }

    /// <summary>Ends the scope, on every flow that inherited it.</summary>
    public void Exit()
    {
        _isOver = true;
        Current.Value = null;
    }

    /// <summary>
    /// Begins the scope of a function that ends on this thread and runs without the turn, so that what it starts on
    /// others has nothing to wait for. Allocates nothing; end it with <see cref="ExitThread"/>.
    /// </summary>
    public static void EnterThread()
    {
        ThrowIfInside();
        _isInThread = true;
    }

    /// <inheritdoc cref="EnterThread"/>
    public static void ExitThread() => _isInThread = false;

    public static void ThrowIfInside()
    {
        if (_isInThread || Current.Value is { _isOver: false })
        {
            throw new HoldfastOperationException(
                ErrorCode.NestedAtomic,
                "An atomic function is running here; change the state through its transaction only.");
        }
    }
}
