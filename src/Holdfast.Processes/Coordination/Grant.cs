namespace Holdfast.Processes.Coordination;

/// <summary>The answer of a gate that lets one through.</summary>
/// <param name="Token">The commit that did it; zero: the one that is being made.</param>
/// <param name="Until">Until when the record says that it is held; null: as long as the process lives.</param>
internal sealed record Grant(Revision Token, DateTimeOffset? Until)
{
    /// <summary>That of the commit that is being made.</summary>
    public static Grant Own(DateTimeOffset? until) => new(Revision.Zero, until);
}
