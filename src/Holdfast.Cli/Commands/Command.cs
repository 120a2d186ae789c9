using Holdfast.Cli.Execution;
using Holdfast.Cli.Parsing;

namespace Holdfast.Cli.Commands;

/// <summary>What a command does once its arguments are checked and a store may be opened.</summary>
internal delegate ExitStatus Work(Session session);

/// <summary>One command: how it looks, and what it does, in two steps.</summary>
internal abstract class Command
{
    public abstract CommandSyntax Syntax { get; }

    /// <summary>Whether it makes sense as one line of several, in <c>batch</c> and in the shell.</summary>
    public virtual bool IsForBatch => true;

    /// <summary>
    /// What keeps a line from being one of several: the command, or an option of it; null when nothing does.
    /// </summary>
    public string? FindUnfit(Arguments arguments)
    {
        if (!IsForBatch) return Syntax.Name;
        return Array.Find(Syntax.Options, option => option.IsEndless && arguments.Has(option)) is { } endless
            ? $"{Syntax.Name} {endless.Name}"
            : null;
    }

    /// <summary>
    /// Checks the arguments, reads the files they name, opens no store. What is left to do is the result.
    /// </summary>
    /// <exception cref="Errors.IHoldfastError">What no state could make right.</exception>
    public abstract Work Prepare(Arguments arguments, Inputs inputs);
}
