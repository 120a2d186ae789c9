using System.Diagnostics.CodeAnalysis;
using Holdfast.Errors;

namespace Holdfast.Collections;

/// <summary>Holds the one object of a type that a process has.</summary>
/// <remarks>
/// Shape.   One for each type exactly: that of a derived type is another. Where a dependency injection container is at
///          hand, let it hold the object and keep this for programs without one.
/// Threads. Any. Of many that ask first at once one makes the object, and the others wait for it. Types whose
///          constructors ask for each other are refused, on one thread as on several.
/// Cost.    Once it is made, one read.
/// Source.  Singleton of asab, with a lock.
/// </remarks>
/// <typeparam name="T">The type.</typeparam>
[SuppressMessage("Design", "CA1000", Justification = "The type is the name of the object.")]
public static class Singleton<
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] T>
    where T : class
{
    private static readonly MakerTurn Turn = new(typeof(T));
    private static T? _instance;

    /// <summary>Whether the object has been made.</summary>
    public static bool Exists => Volatile.Read(ref _instance) is not null;

    /// <summary>The object, made with its constructor without parameters when it is asked for first.</summary>
    /// <exception cref="MissingMethodException">The type has no such public constructor.</exception>
    /// <exception cref="HoldfastOperationException">SingletonRecursion.</exception>
    public static T Instance => Volatile.Read(ref _instance) ?? Make(Activator.CreateInstance<T>);

    /// <summary>Gives the object; when it is asked for first, a function makes it.</summary>
    /// <param name="factory">Not called once the object is made. When it throws, the next call tries again.</param>
    /// <exception cref="HoldfastOperationException">
    /// SingletonRecursion: the function asked for the object, or for one that asks for it.
    /// </exception>
    public static T Get(Func<T> factory)
    {
        ArgumentNullException.ThrowIfNull(factory);
        return Volatile.Read(ref _instance) ?? Make(factory);
    }

    /// <summary>Forgets the object, so that the next call makes a new one; for tests. It is not disposed of.</summary>
    /// <exception cref="PathNotFoundException">NoSingleton: there is none.</exception>
    public static void Delete()
    {
        if (Interlocked.Exchange(ref _instance, null) is null)
        {
            throw new PathNotFoundException(
                ErrorCode.NoSingleton, $"There is no object of {typeof(T)} yet; look at Exists first.");
        }
    }

    private static T Make(Func<T> factory)
    {
        Turn.Enter();
        try
        {
            if (_instance is { } made) return made;
            T instance = factory();
            ArgumentNullException.ThrowIfNull(instance, nameof(factory));
            Volatile.Write(ref _instance, instance);
            return instance;
        }
        finally
        {
            Turn.Exit();
        }
    }
}
