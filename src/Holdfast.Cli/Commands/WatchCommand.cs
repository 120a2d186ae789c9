using Holdfast.Cli.Execution;
using Holdfast.Cli.Output;
using Holdfast.Cli.Parsing;
using Holdfast.Documents.Filters;
using Holdfast.Errors;

namespace Holdfast.Cli.Commands;

/// <summary>Prints commits as they are made, or runs a program once for each.</summary>
internal sealed class WatchCommand : Command
{
    private static readonly OptionSyntax From = new(
        "--from", "The first revision, inclusive; 0 or 1: the oldest kept. Default: from now on.")
    {
        ValueName = "revision",
    };

    private static readonly OptionSyntax Exclude = new(
        "--exclude", "Leaves out what is at or below this path; may be repeated.")
    {
        ValueName = "path",
        Repeats = true,
    };

    private static readonly OptionSyntax Where = new(
        "--where", "Only commits in which this filter (RFC 9535) becomes true of the value at the path.")
    { ValueName = "expr" };

    private static readonly OptionSyntax Count = new("--count", "Ends after this many commits.") { ValueName = "n" };

    private static readonly OptionSyntax Timeout =
        new("--timeout", "Ends after this time in total, as 10s or 250ms.") { ValueName = "time" };

    public override CommandSyntax Syntax { get; } = new(
        "watch", "Prints each commit as one JSON line, or runs a program for it.")
    {
        Arguments = [ArgumentSyntax.Many("path", "What to watch; none: everything.")],
        Options = [From, Exclude, Where, Count, Timeout],
        TakesProgram = true,
        Examples =
        [
            "holdfast watch /orders",
            "holdfast watch --from 1 --count 10",
            "holdfast watch /job --where \"@.state == 'failed' && @.tries > 3\"",
            "holdfast watch /orders --exclude /orders/draft -- ./on-order.sh",
        ],
    };

    public override bool IsForBatch => false;

    public override Work Prepare(Arguments arguments, Inputs inputs)
    {
        Filter? filter = arguments.TryGet(Where, out string? expression) ? Filter.Parse(expression) : null;
        if (filter is not null && arguments.Texts.Count > 1) throw Wrong.Usage("--where looks at one path; give one");
        WatchOptions options = new()
        {
            Paths = Texts.Paths(arguments.Texts),
            Exclude = Texts.Paths([.. arguments.AllOf(Exclude)]),
            From = Texts.RevisionIfAny(arguments, From),
            Where = filter is null ? null : filter.Matches,
        };
        IReadOnlyList<StatePath> watched = options.Paths.Count > 0 ? options.Paths : [StatePath.Root];
        if (watched.All(path => options.Exclude.Any(path.StartsWith)))
            throw Wrong.Usage("--exclude leaves nothing to watch; exclude less, or watch more");
        int? count = Texts.CountIfAny(arguments, Count);
        TimeSpan? timeout = Texts.DurationIfAny(arguments, Timeout);
        if (arguments.Program is [var program, ..]) Texts.Name(program, "program's");
        return session => Deliver(session, options, count, timeout, arguments.Program);
    }

    private static ExitStatus Deliver(
        Session session, WatchOptions options, int? count, TimeSpan? timeout, IReadOnlyList<string> program)
    {
        using Waiting waiting = Waiting.Begin(session.Host, timeout);
        using Watch watch = session.State.Watch(options);
        Revision newest = session.State.Revision;
        bool isOver = false;
        for (int delivered = 0; count is null || delivered < count; delivered++)
        {
            if (isOver || !waiting.TryTake(watch, out Commit? commit))
            {
                return count is null
                    ? ExitStatus.Done
                    : throw new HoldfastTimeoutException(
                        ErrorCode.TimedOut, $"{delivered} of {count} commits came in time; wait longer, or for fewer");
            }

            if (program.Count > 0) WatchProgram.Run(session, program, commit);
            else CommitLine.Write(session.Answers, commit);
            session.Answers.Flush();

            // A watch always gives what is there, even when it may not wait, and others may commit faster than that.
            // No time at all asks for what was there when the command began.
            isOver = timeout == TimeSpan.Zero ? commit.Revision >= newest : waiting.Rest == TimeSpan.Zero;
        }

        return ExitStatus.Done;
    }
}
