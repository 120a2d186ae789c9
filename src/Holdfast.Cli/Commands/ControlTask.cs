using Holdfast.Cli.Execution;
using Holdfast.Cli.Output;
using Holdfast.Control;
using Holdfast.Documents.Json;
using Holdfast.Errors;

namespace Holdfast.Cli.Commands;

/// <summary>Does what <c>ctl</c> was asked for: loads, answers, shows, saves.</summary>
/// <remarks>
/// Loading and answering are one commit, made only when all that is to be shown can be: a state that was replaced is
/// not there any more.
/// </remarks>
internal sealed class ControlTask(ControlRequest request)
{
    private const string Tree = "tree";

    private readonly TreePlace _place = new(request.Shown is null or Tree ? null : request.Shown);

    public ExitStatus Run(Session session)
    {
        if (request.Commit.IsTrial) return Try(session);
        CommitOptions options = session.ToCommitOptions(request.Commit.Durability);
        if (request.DebugFolder is { } folder) StateController.PrepareDebugFolder(folder);
        State state = request.Commits ? session.State : session.View;
        Revision revision = state.Revision;
        ControlReply? reply = null;
        if (request.Message is { } message) Print(session, reply = Answer(session, state, message, options));
        else if (request.Commits) revision = Replace(state, options);
        ExitStatus exit = Worse(StatusOf(reply), Show(session, state.Snapshot()));
        if (request.Saved is { } file) revision = ExportCommand.WriteFile(session, file);
        if (request is { Message: null, Shown: null }) new Receipt(revision).Print(session);
        return exit;
    }

    /// <summary>Does it to a copy in memory, and prints what would be committed, or why nothing would be.</summary>
    private ExitStatus Try(Session session)
    {
        using Store store = Store.Open("memory:");
        State copy = store.GetState(session.Settings.Namespace);
        Revision before = copy.Atomic(transaction => transaction.ReplaceAll(session.View.Snapshot().Root));
        ControlReply? reply = null;
        if (request.Message is { } message) reply = Answer(session, copy, message, new CommitOptions());
        else Replace(copy, new CommitOptions());
        if (reply is { Error: not ErrorCode.None } && copy.Revision == before) Print(session, reply);
        else session.Answers.Line(copy.Diff(before, copy.Revision).ToValue());
        return Worse(StatusOf(reply), Show(session, copy.Snapshot()));
    }

    private ControlReply Answer(Session session, State state, Value message, CommitOptions options)
    {
        StateController controller = new(state, new()
        {
            Commit = options,
            DebugFolder = request.DebugFolder,
            ReadVariable = session.Host.Variable,
            Before = Load,
            After = Check,
        });
        return controller.Handle(message);
    }

    private Revision Replace(State state, CommitOptions options) => state.Atomic(
        transaction =>
        {
            Load(transaction);
            Check(transaction);
        },
        options);

    private void Load(Transaction transaction)
    {
        if (request.Loaded is { } root) transaction.ReplaceAll(root);
    }

    /// <exception cref="PathNotFoundException">PathNotFound: what is to be shown is not there.</exception>
    private void Check(Transaction transaction)
    {
        if (request.Shown is null) return;
        _place.Look(transaction.TryGet(StatePath.Root, out Value now) ? now : Value.EmptyObject);
    }

    private static void Print(Session session, ControlReply reply)
    {
        if (session.IsJson) session.Answers.Line(reply.ToValue());
        else session.Answers.Line(reply.ToString());
    }

    private static ExitStatus StatusOf(ControlReply? reply) => reply switch
    {
        null or { IsDone: true } => ExitStatus.Done,
        { Error: ErrorCode.None } => ExitStatus.No,
        _ => Failure.StatusOf(reply.Error),
    };

    /// <summary>Shows a part as <c>{"asdict": …, "status": …}</c>, as a program with a state does.</summary>
    /// <returns>Whether something is there.</returns>
    private ExitStatus Show(Session session, Snapshot snapshot)
    {
        if (request.Shown is null) return ExitStatus.Done;
        if (request.Shown == Tree && !session.IsJson)
        {
            Report.Tree(session, "/", _place.Look(snapshot).Value);
            return ExitStatus.Done;
        }

        bool isThere = _place.TryLook(snapshot.Root, out _, out Value value);
        Value answer = Value.FromMembers(
            [new("asdict", isThere ? value : Value.EmptyObject), new("status", isThere)]);
        session.Answers.Line(answer.ToString(session.IsJson ? JsonStyle.Compact : JsonStyle.Wide));
        return isThere ? ExitStatus.Done : ExitStatus.No;
    }

    private static ExitStatus Worse(ExitStatus left, ExitStatus right) => left > right ? left : right;
}
