using System.Runtime.CompilerServices;

namespace Holdfast.Lifecycle.Resources;

/// <summary>The guard for methods of what may have been closed.</summary>
public static class ClosableExtensions
{
    /// <summary>Throws when it was closed; the first line of a method, also of an asynchronous one.</summary>
    /// <param name="closable">What the method belongs to.</param>
    /// <param name="member">The method; the compiler gives it.</param>
    /// <remarks>Shape. What was never opened passes: it was not closed.</remarks>
    /// <exception cref="ResourceClosedException">ResourceClosed; names the method and the object.</exception>
    public static void ThrowIfClosed(this IClosable closable, [CallerMemberName] string member = "")
    {
        ArgumentNullException.ThrowIfNull(closable);
        if (closable.IsClosed) throw ResourceFailures.ClosedFor(member, closable.ToString() ?? closable.GetType().Name);
    }
}
