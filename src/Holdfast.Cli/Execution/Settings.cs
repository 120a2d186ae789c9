using System.Globalization;
using Holdfast.Cli.Parsing;
using Holdfast.Stores;

namespace Holdfast.Cli.Execution;

/// <summary>What the global options and the environment say; checked, nothing opened.</summary>
internal sealed record Settings
{
    public const string DefaultStore = "./holdfast.state";
    public const string DefaultNamespace = "default";
    public const string StoreVariable = "HOLDFAST_STORE";
    public const string NamespaceVariable = "HOLDFAST_NAMESPACE";

    /// <summary>Most characters of an author and of a reason: what a commit can hold of them.</summary>
    private const int LongestText = 65_536;

    public required string Address { get; init; }

    public required string Namespace { get; init; }

    public string? Author { get; init; }

    public string? Reason { get; init; }

    public bool IsJson { get; init; }

    /// <summary>
    /// 0: answers and failures only. 1: revisions, warnings, progress. 2: what was opened. 3: causes.
    /// </summary>
    public int Verbosity { get; init; }

    public static Settings From(Arguments arguments, Func<string, string?> variable, Settings? outer = null) => new()
    {
        Address = NotEmpty(arguments.Text(GlobalOptions.Store), "--store")
            ?? outer?.Address ?? Set(variable(StoreVariable)) ?? DefaultStore,
        Namespace = Checked(arguments.Text(GlobalOptions.Namespace)
            ?? outer?.Namespace ?? Set(variable(NamespaceVariable)) ?? DefaultNamespace),
        Author = NotTooLong(arguments.Text(GlobalOptions.Author), "--author") ?? outer?.Author,
        Reason = NotTooLong(arguments.Text(GlobalOptions.Reason), "--reason") ?? outer?.Reason,
        IsJson = arguments.Has(GlobalOptions.Json) || outer is { IsJson: true },
        Verbosity = VerbosityOf(arguments) ?? outer?.Verbosity ?? 1,
    };

    private static int? VerbosityOf(Arguments arguments)
    {
        if (!arguments.TryGet(GlobalOptions.Verbosity, out string? level))
            return arguments.Has(GlobalOptions.Quiet) ? 0 : null;
        if (arguments.Has(GlobalOptions.Quiet)) throw Wrong.Usage("--quiet and --verbosity say the same; give one");
        return int.Parse(level, CultureInfo.InvariantCulture);
    }

    private static string Checked(string name)
    {
        NamespaceName.Check(name);
        return name;
    }

    private static string? Set(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static string? NotTooLong(string? text, string option) => text is { Length: > LongestText }
        ? throw Wrong.Usage(string.Create(
            CultureInfo.InvariantCulture,
            $"{option} has {text.Length} characters, and may have {LongestText}; put the text into the state"))
        : text;

    private static string? NotEmpty(string? text, string option) =>
        text is "" ? throw Wrong.Usage($"{option} is empty; give the path of a folder") : text;
}
