namespace Holdfast.Processes.Coordination;

/// <summary>The answer of a gate that lets one through.</summary>
/// <param name="Token">The commit that did it; zero: the one that is being made.</param>
internal sealed record Grant(Revision Token)
{
    public static Grant Own { get; } = new(Revision.Zero);
}
