namespace Holdfast.Cli.Parsing;

/// <summary>The options that every command takes, anywhere on the line.</summary>
internal static class GlobalOptions
{
    public static OptionSyntax Store { get; } = new(
        "--store", "The store's folder. Default: $HOLDFAST_STORE, else ./holdfast.state.")
    {
        ValueName = "address",
    };

    public static OptionSyntax Namespace { get; } =
        new("--namespace", "The namespace. Default: $HOLDFAST_NAMESPACE, else default.") { ValueName = "name" };

    public static OptionSyntax Json { get; } = new("--json", "Answers, and reports failures, as JSON.");

    public static OptionSyntax Author { get; } =
        new("--author", "On whose behalf to commit. Default: the user.") { ValueName = "name" };

    public static OptionSyntax Reason { get; } =
        new("--reason", "Why; kept in the history.") { ValueName = "text" };

    public static OptionSyntax Verbosity { get; } =
        new("--verbosity", "0 as --quiet, 1 normal, 2 says what was opened, 3 says the causes of a failure.")
        {
            Alias = "-v",
            ValueName = "level",
            Choices = ["0", "1", "2", "3"],
        };

    public static OptionSyntax Quiet { get; } =
        new("--quiet", "Prints answers and failures only.") { Alias = "-q" };

    public static OptionSyntax[] All { get; } = [Store, Namespace, Json, Author, Reason, Verbosity, Quiet];
}
