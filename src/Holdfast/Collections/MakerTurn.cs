using Holdfast.Errors;

namespace Holdfast.Collections;

/// <summary>Lets one thread at a time make the object of a singleton type, and finds circles of types.</summary>
/// <remarks>
/// Why not a lock. Two types whose constructors ask for each other, begun on two threads, would wait for each other for
/// ever. Here who would wait looks first along who waits for whom; whoever closes the circle is refused.
/// Threads. Any. No constructor runs under the lock.
/// </remarks>
internal sealed class MakerTurn(Type type)
{
    private static readonly object Gate = new();

    /// <summary>Who waits for whose turn. Under the gate.</summary>
    private static readonly Dictionary<Thread, MakerTurn> Waiting = [];

    private Thread? _maker;

    /// <summary>Waits until nobody makes the object, and takes the turn.</summary>
    /// <exception cref="HoldfastOperationException">SingletonRecursion.</exception>
    public void Enter()
    {
        Thread self = Thread.CurrentThread;
        lock (Gate)
        {
            while (_maker is not null)
            {
                if (LeadsTo(self)) throw Recursion();
                Waiting[self] = this;
                try
                {
                    Monitor.Wait(Gate);
                }
                finally
                {
                    Waiting.Remove(self);
                }
            }

            _maker = self;
        }
    }

    /// <summary>Gives the turn back.</summary>
    public void Exit()
    {
        lock (Gate)
        {
            _maker = null;
            Monitor.PulseAll(Gate);
        }
    }

    private bool LeadsTo(Thread self)
    {
        for (MakerTurn? turn = this; turn?._maker is { } maker; turn = Waiting.GetValueOrDefault(maker))
        {
            if (maker == self) return true;
        }

        return false;
    }

    private HoldfastOperationException Recursion() => new(
        ErrorCode.SingletonRecursion,
        $"The object of {type} was asked for while it was being made; do not ask for it in its constructor, nor in "
            + "those that it asks for.");
}
