namespace Holdfast.Cli.Interactive;

/// <summary>What completing a line found.</summary>
/// <param name="Added">What is sure to follow behind the cursor; empty when that is open.</param>
/// <param name="Candidates">All that could stand there.</param>
internal sealed record Completion(string Added, IReadOnlyList<string> Candidates)
{
    public static Completion None { get; } = new("", []);

    /// <summary>Completes a beginning to what all names that begin so have in common.</summary>
    /// <param name="beginning">What was typed of the name.</param>
    /// <param name="names">The names, as they are to be shown and inserted.</param>
    public static Completion Of(string beginning, IEnumerable<string> names)
    {
        string[] fitting = [.. names.Where(name => name.StartsWith(beginning, StringComparison.Ordinal))];
        if (fitting.Length == 0) return None;
        string common = fitting.Aggregate((one, other) => one[..one.AsSpan().CommonPrefixLength(other)]);
        return new Completion(common[beginning.Length..], fitting);
    }
}
