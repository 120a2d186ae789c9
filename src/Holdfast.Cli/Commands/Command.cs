using Holdfast.Cli.Execution;
using Holdfast.Cli.Parsing;

namespace Holdfast.Cli.Commands;

/// <summary>What a command does once its arguments are checked and a store may be opened.</summary>
internal delegate ExitStatus Work(Session session);

/// <summary>One command: how it looks, and what it does, in two steps.</summary>
internal abstract class Command
{
    public abstract CommandSyntax Syntax { get; }

    /// <summary>Whether it makes sense as a line of <c>batch</c>.</summary>
    public virtual bool IsForBatch => true;

    /// <summary>
    /// Checks the arguments, reads the files they name, opens no store. What is left to do is the result.
    /// </summary>
    /// <exception cref="Errors.IHoldfastError">What no state could make right.</exception>
    public abstract Work Prepare(Arguments arguments, Inputs inputs);
}
