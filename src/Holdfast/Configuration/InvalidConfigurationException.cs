using Holdfast.Errors;

namespace Holdfast.Configuration;

/// <summary>Reports that validation refused a change; nothing was changed.</summary>
public sealed class InvalidConfigurationException : InvalidOperationException, IHoldfastError
{
    /// <summary>Makes the exception.</summary>
    /// <param name="problems">What is wrong, each with the configuration it is about.</param>
    /// <param name="cause">What a validator threw; null when none did.</param>
    public InvalidConfigurationException(IReadOnlyList<string> problems, Exception? cause = null)
        : base($"The change is not valid: {Join(problems)}. Mend it; nothing was changed.", cause) =>
        Problems = problems;

    /// <inheritdoc/>
    public ErrorCode Code => ErrorCode.InvalidConfiguration;

    /// <summary>What is wrong, each with the name of the configuration in front.</summary>
    public IReadOnlyList<string> Problems { get; }

    // What a validator throws is mostly a whole sentence.
    private static string Join(IReadOnlyList<string> problems) =>
        string.Join("; ", problems.Select(problem => problem.TrimEnd('.')));
}
