using System.Globalization;
using Holdfast.Cli.Execution;
using Holdfast.Cli.Parsing;

namespace Holdfast.Cli.Commands;

/// <summary>Shows or stores how much history the namespace keeps.</summary>
internal sealed class RetentionCommand : Command
{
    private static readonly OptionSyntax Bytes =
        new("--bytes", "At least this many bytes of history. Default: 256 MiB.") { ValueName = "n" };
    private static readonly OptionSyntax Commits = new("--commits", "At least this many commits.") { ValueName = "n" };
    private static readonly OptionSyntax Age =
        new("--age", "Older commits may go in any case: 90d, 12h.") { ValueName = "time" };
    private static readonly OptionSyntax Everything = new("--everything", "The whole history.");
    private static readonly OptionSyntax Default = new(
        "--default", "What each process's options say: nothing is stored.");

    public override CommandSyntax Syntax { get; } =
        new("retention", "Shows or stores how much history the namespace keeps, whoever trims it.")
        {
            Options = [Bytes, Commits, Age, Everything, Default],
            Examples = ["holdfast retention", "holdfast retention --everything",
            "holdfast retention --bytes 1000000 --age 90d"],
        };

    public override Work Prepare(Arguments arguments, Inputs inputs)
    {
        bool hasLimits = arguments.Has(Bytes) || arguments.Has(Commits) || arguments.Has(Age);
        int choices = (hasLimits ? 1 : 0) + (arguments.Has(Everything) ? 1 : 0) + (arguments.Has(Default) ? 1 : 0);
        if (choices > 1) throw Wrong.Usage("--everything, --default and limits exclude each other; give one of them");
        if (choices == 0)
            return session => Show(session, session.ExistingStore.GetRetention(session.Settings.Namespace));
        Retention? retention =
            arguments.Has(Default) ? null : arguments.Has(Everything) ? Retention.Everything : Limits(arguments);
        return session => Store(session, retention);
    }

    private static Retention Limits(Arguments arguments)
    {
        Retention usual = new();
        return usual with
        {
            Bytes = NumberIfAny(arguments, Bytes) ?? usual.Bytes,
            Commits = NumberIfAny(arguments, Commits),
            Age = arguments.TryGet(Age, out string? text) ? Durations.ParseAge(text, Age.Name) : null,
        };
    }

    private static long? NumberIfAny(Arguments arguments, OptionSyntax option)
    {
        if (!arguments.TryGet(option, out string? text)) return null;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            ? number
            : throw Wrong.Usage($"{option.Name} '{text}' is not an amount; give a whole number from 0");
    }

    private static ExitStatus Store(Session session, Retention? retention)
    {
        session.Store.SetRetention(session.Settings.Namespace, retention);
        return session.IsJson || session.IsTalkative ? Show(session, retention) : ExitStatus.Done;
    }

    private static ExitStatus Show(Session session, Retention? retention)
    {
        if (session.IsJson)
            session.Answers.BeginObject().Value("retention"u8, RetentionText.ToValue(retention)).EndLine();
        else session.Answers.Line(RetentionText.Of(retention));
        return ExitStatus.Done;
    }
}
