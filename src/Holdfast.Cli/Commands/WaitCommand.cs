using Holdfast.Cli.Execution;
using Holdfast.Cli.Output;
using Holdfast.Cli.Parsing;
using Holdfast.Documents.Filters;
using Holdfast.Errors;

namespace Holdfast.Cli.Commands;

/// <summary>Waits until something holds for a value, and prints the value.</summary>
internal sealed class WaitCommand : Command
{
    private static readonly OptionSyntax IsEqual = new("--equals", "Until this value is there.") { ValueName = "json" };

    private static readonly OptionSyntax IsNotEqual =
        new("--not-equals", "Until a value is there that is not this one.") { ValueName = "json" };

    private static readonly OptionSyntax Exists = new("--exists", "Until a value is there; the default.");
    private static readonly OptionSyntax IsMissing = new("--missing", "Until nothing is there.");
    private static readonly OptionSyntax IsChanged = new("--changed", "Until the next commit that changes it.");

    private static readonly OptionSyntax Where =
        new("--where", "Until this filter (RFC 9535) is true of the value.") { ValueName = "expr" };

    private static readonly OptionSyntax Timeout =
        new("--timeout", "Gives up after this time, as 10s or 250ms.") { ValueName = "time" };

    public override CommandSyntax Syntax { get; } = new(
        "wait", "Waits until something holds for a value, and prints it.")
    {
        Arguments = [ArgumentSyntax.One("path", "A JSON Pointer.")],
        Options = [IsEqual, IsNotEqual, Exists, IsMissing, IsChanged, Where, Timeout],
        Examples =
        [
            "holdfast wait /job/state --equals '\"done\"' --timeout 10s",
            "holdfast wait /stock/tea --where '@ < 5'",
            "holdfast wait /lock --missing",
        ],
    };

    /// <summary>Waits in one of the ways; the result is the state at the revision for which it holds.</summary>
    private delegate Task<Snapshot> Wait(State state, StatePath path, TimeSpan? timeout, CancellationToken token);

    public override Work Prepare(Arguments arguments, Inputs inputs)
    {
        StatePath path = Texts.Path(arguments.Texts[0]);
        if (arguments.Has(IsMissing)) Texts.ThrowIfRoot(path, "is never missing; give a path below the root");
        Wait wait = ToWait(arguments, path);
        TimeSpan? timeout = Texts.DurationIfAny(arguments, Timeout);
        return session =>
        {
            using Waiting waiting = Waiting.Begin(session.Host, timeout);
            try
            {
                Print(session, waiting.Run(token => wait(session.State, path, timeout, token)), path);
                return ExitStatus.Done;
            }
            catch (HoldfastTimeoutException late)
            {
                throw TimedOut(session.State, path, late);
            }
        };
    }

    private static HoldfastTimeoutException TimedOut(State state, StatePath path, HoldfastTimeoutException late)
    {
        string there = state.TryGet(path, out Value now)
            ? $"at {Printable.Quoted(path)} is {Printable.Value(now)}"
            : $"nothing is at {Printable.Quoted(path)}";
        return new HoldfastTimeoutException(
            late.Code, $"What you wait for did not come in time: {there}; wait longer, or look at the log", late);
    }

    private static Wait ToWait(Arguments arguments, StatePath path)
    {
        OptionSyntax[] given =
            [.. new[] { IsEqual, IsNotEqual, Exists, IsMissing, IsChanged, Where }.Where(arguments.Has)];
        if (given.Length > 1)
            throw Wrong.Usage($"two conditions at once; give one of {given[0].Name} and {given[1].Name}");
        OptionSyntax condition = given is [var only] ? only : Exists;
        string text = arguments.Text(condition) ?? "";
        if (condition == IsMissing)
            return (state, path, timeout, token) => state.WhenMissingAsync(path, timeout, token);
        if (condition == IsChanged)
            return (state, path, timeout, token) => state.WhenChangedAsync([path], timeout, token);
        Func<Value, bool> predicate = ToPredicate(condition, text, path);
        return (state, path, timeout, token) => state.WhenAsync(path, predicate, timeout, token);
    }

    private static Func<Value, bool> ToPredicate(OptionSyntax condition, string text, StatePath path)
    {
        if (condition == Exists) return static _ => true;
        if (condition == Where) return Filter.Parse(text).Matches;
        Value value = Texts.Json(text, Texts.Quote);
        if (condition == IsEqual) Texts.ThrowIfRootIsNoObject(path, value);
        return condition == IsEqual ? now => now == value : now => now != value;
    }

    private static void Print(Session session, Snapshot snapshot, StatePath path)
    {
        Value? value = snapshot.TryGet(path, out Value found) ? found : default(Value?);
        if (session.IsJson)
            session.Answers.BeginObject().Number("revision"u8, snapshot.Revision.Number)
                .ValueIfAny("value"u8, value).EndLine();
        else if (value is { } some)
            session.Answers.Line(some);
    }
}
