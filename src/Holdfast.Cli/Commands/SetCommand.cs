using Holdfast.Cli.Execution;
using Holdfast.Cli.Parsing;

namespace Holdfast.Cli.Commands;

/// <summary>Sets values, all in one commit, under a condition if asked.</summary>
internal sealed class SetCommand : MutationCommand
{
    private static readonly OptionSyntax AsString = new("--string", "Takes the values as text, not as JSON.");

    private static readonly OptionSyntax IfRevision =
        new("--if-revision", "Only if nothing at or below the paths changed after it.") { ValueName = "revision" };

    private static readonly OptionSyntax IfMissing = new("--if-missing", "Only if nothing is at the paths.");

    private static readonly OptionSyntax IfEqual =
        new("--if", "Only if this value is at the paths.") { ValueName = "json" };

    public override CommandSyntax Syntax { get; } = new("set", "Sets values; missing parents are made.")
    {
        Arguments =
            [ArgumentSyntax.OneOrMore("path json", "A JSON Pointer and a JSON value ('-': standard input), in turn.")],
        Options = WithCommon(AsString, IfRevision, IfMissing, IfEqual),
        Examples =
        [
            "holdfast set /stock/tea 10",
            "holdfast set /name tea --string",
            "holdfast set /a 1 /b '{\"c\":[true,null]}' --reason setup",
            "holdfast set /lock '\"me\"' --if-missing",
            "holdfast set /stock/tea 9 --if 10",
        ],
    };

    public override Work Prepare(Arguments arguments, Inputs inputs)
    {
        KeyValuePair<StatePath, Value>[] pairs = ToPairs(arguments, inputs);
        SetCondition condition = ToCondition(arguments);
        foreach (KeyValuePair<StatePath, Value> pair in pairs) condition.ThrowIfNeverMet(pair.Key);
        return ToWork(arguments, (State state) => transaction =>
        {
            foreach (KeyValuePair<StatePath, Value> pair in pairs) condition.Check(state, transaction, pair.Key);
            foreach (KeyValuePair<StatePath, Value> pair in pairs) transaction.Set(pair.Key, pair.Value);
        });
    }

    private static KeyValuePair<StatePath, Value>[] ToPairs(Arguments arguments, Inputs inputs)
    {
        IReadOnlyList<string> texts = arguments.Texts;
        if (texts.Count % 2 != 0) throw Wrong.Usage($"the path '{texts[^1]}' has no value; give a value for each path");
        var pairs = new KeyValuePair<StatePath, Value>[texts.Count / 2];
        for (int index = 0; index < pairs.Length; index++)
        {
            StatePath path = Texts.Path(texts[2 * index]);
            string text = texts[(2 * index) + 1];
            Value value = arguments.Has(AsString)
                ? Texts.String(text, inputs)
                : Texts.Json(text, inputs, "; for the text itself add --string");
            Texts.ThrowIfRootIsNoObject(path, value);
            pairs[index] = new(path, value);
        }

        return pairs;
    }

    private static SetCondition ToCondition(Arguments arguments)
    {
        SetCondition condition = new()
        {
            UnchangedSince = Texts.RevisionIfAny(arguments, IfRevision),
            IsMissing = arguments.Has(IfMissing),
            Expected = arguments.TryGet(IfEqual, out string? text) ? Texts.Json(text, Texts.Quote) : default(Value?),
        };
        return condition.Count <= 1
            ? condition
            : throw Wrong.Usage("two conditions at once; give one of --if-revision, --if-missing and --if");
    }
}
