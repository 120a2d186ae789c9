using Holdfast.Timing;

namespace Holdfast.Processes.Supervision;

/// <summary>Says what a child of a supervisor is: a function in a process, or a supervisor with children.</summary>
/// <remarks>Threads. Immutable.</remarks>
public sealed record ChildSpecification
{
    private ChildSpecification(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Name = name;
    }

    /// <summary>Its name, which no other child of the supervisor has.</summary>
    public string Name { get; }

    /// <summary>After which ends it is started anew. Default: after each.</summary>
    public RestartRule Restart { get; init; }

    /// <summary>
    /// How long a stop lets it end by itself before it is killed; zero: not at all. Null, the default: as the options
    /// of its process say. A nested supervisor is not killed: its children have times of their own.
    /// </summary>
    public TimeSpan? StopGrace
    {
        get;
        init => field = value is { } given ? Deadline.Checked(given, nameof(StopGrace)) : null;
    }

    /// <summary>How its process is started; its name is that of the child unless this says otherwise.</summary>
    public ProcessOptions Process { get; init; } = new();

    internal Delegate? Function { get; private init; }

    internal IReadOnlyList<object?> Arguments { get; private init; } = [];

    internal SupervisorOptions? Nested { get; private init; }

    internal IReadOnlyList<ChildSpecification> Children { get; private init; } = [];

    /// <summary>
    /// Says that a child is a function, as <see cref="ProcessContext.Start(Delegate, object?[])"/> takes.
    /// </summary>
    /// <param name="name">The name of the child.</param>
    /// <param name="function">The function, a static method or a lambda that captures nothing.</param>
    /// <param name="arguments">What its parameters get, in order.</param>
    public static ChildSpecification Of(string name, Delegate function, params object?[] arguments)
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(arguments);
        return new ChildSpecification(name) { Function = function, Arguments = arguments };
    }

    /// <summary>Says that a child is a supervisor, which fails when it gives up.</summary>
    /// <param name="name">Its name, which follows that of the outer one in the store: <c>outer/name</c>.</param>
    /// <param name="options">How it treats its children; its name there does not count.</param>
    /// <param name="children">Its children, in order.</param>
    public static ChildSpecification Of(
        string name, SupervisorOptions options, params IReadOnlyList<ChildSpecification> children)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(children);
        return new ChildSpecification(name) { Nested = options, Children = children };
    }
}
