using Holdfast.Documents.Patches;
using Holdfast.Machines.Firing;

namespace Holdfast.Machines;

/// <content>What a firing would do.</content>
public sealed partial class Machine<TState, TTrigger>
{
    /// <summary>Says what a firing at a path would commit now, and commits nothing.</summary>
    /// <remarks>
    /// Shape. A JSON Patch, relative to the state that the machine is in a path of; without operations when the
    ///        trigger is let pass.
    /// Calls. The guards, and the actions that run inside a firing, as each attempt of one does; not those that follow
    ///        its commit, nor what is told of a trigger that is refused.
    /// </remarks>
    /// <exception cref="InvalidOperationException">The machine is in memory, where nothing is committed.</exception>
    /// <inheritdoc cref="Fire(TTrigger)"/>
    public Patch Preview(TTrigger trigger, object? argument = null)
    {
        if (_path is null)
            throw new InvalidOperationException("The machine is in memory, where a firing commits nothing.");
        if (_blueprint.IsAsync) throw Refusals.OfAsync();
        if (FiringScope.IsInside(this)) throw Refusals.OfNested();
        Request<TState, TTrigger> request = ToRequest(trigger, argument, null);
        using (FiringScope.Enter(this))
        {
            Patch patch = _path.Preview(request, out Plan<TState, TTrigger> plan);
            bool isRefused = plan.Verdict == Verdict.Refused
                && _blueprint.OnUnhandled is null && _blueprint.Unhandled != UnhandledTrigger.Ignore;
            return isRefused ? throw Refusals.Of(_blueprint, request, plan) : patch;
        }
    }
}
