namespace Holdfast.Lifecycle.Resources;

/// <summary>Says how a shared resource that is made of functions behaves.</summary>
/// <remarks>Threads. Immutable.</remarks>
public sealed record SharedResourceOptions
{
    internal static SharedResourceOptions Default { get; } = new();

    /// <summary>Its name in messages; null: that of its type.</summary>
    public string? Name { get; init; }

    /// <summary>
    /// Whether those who joined wait for <see cref="SharedResource{T}.Finish"/> instead of the final close. Default:
    /// no.
    /// </summary>
    public bool FinishesLater { get; init; }
}
