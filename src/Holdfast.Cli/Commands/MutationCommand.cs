using Holdfast.Cli.Execution;
using Holdfast.Cli.Parsing;

namespace Holdfast.Cli.Commands;

/// <summary>
/// A command that makes one commit: it can be tried first, its durability chosen, and it answers a revision.
/// </summary>
internal abstract class MutationCommand : Command
{
    /// <summary>The options of the command and those of every mutation.</summary>
    protected static OptionSyntax[] WithCommon(params OptionSyntax[] own) =>
        [.. own, CommitChoice.DryRun, CommitChoice.Durable];

    /// <summary>Makes the work of a mutation.</summary>
    /// <param name="arguments">Where the common options are.</param>
    /// <param name="function">What it does, also when it is only tried.</param>
    /// <param name="commit">How it is committed, where that is not as an atomic function.</param>
    protected static Work ToWork(
        Arguments arguments, Action<Transaction> function, Func<State, CommitOptions, Receipt>? commit = null) =>
        ToWork(arguments, _ => function, commit);

    /// <summary>Makes the work of a mutation that looks at the state's history first.</summary>
    protected static Work ToWork(
        Arguments arguments,
        Func<State, Action<Transaction>> plan,
        Func<State, CommitOptions, Receipt>? commit = null)
    {
        CommitChoice choice = CommitChoice.Of(arguments);
        commit ??= (state, options) => new Receipt(state.Atomic(plan(state), options));
        return session =>
        {
            if (choice.IsTrial) session.Answers.Line(session.View.Preview(plan(session.View)).ToValue());
            else commit(session.State, session.ToCommitOptions(choice.Durability)).Print(session);
            return ExitStatus.Done;
        };
    }
}
