using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text;
using System.Text.Json;
using Holdfast.Processes.Calls;

namespace Holdfast.Processes.Reactions;

/// <summary>What the process of a reaction runs: waits, calls the user's function, and again.</summary>
[RequiresUnreferencedCode(FunctionReference.Reflection)]
[RequiresDynamicCode(FunctionReference.Reflection)]
internal static class ReactionLoop
{
    /// <summary>Runs until something throws, such as a <see cref="ProcessExitException"/>.</summary>
    /// <param name="bytes">The plan.</param>
    /// <param name="services">What the process supplies.</param>
    /// <param name="token">Ends the waiting; a call that runs completes.</param>
    public static async Task RunAsync(byte[] bytes, Services services, CancellationToken token)
    {
        ReactionPlan plan = ReactionPlan.FromBytes(bytes);
        MethodInfo handler = plan.Handler.Function.Resolve();
        object? target = Invocation.TargetOf(handler);
        ParameterInfo? happening = FindHappening(handler);

        // A retry goes on behind what was taken when the function failed.
        var wait = (ReactionWait)(services.Kept ??= Open(plan, services.State));
        while (true)
        {
            Snapshot state = await NextAsync(wait, services, token).ConfigureAwait(false);
            JsonSerializerOptions? json = services.State.Store.Options.Json;
            object?[] values = Invocation.ValuesOf(handler, plan.Handler.Arguments, services, json);
            if (happening is not null) values[happening.Position] = AsArgument(state, happening.ParameterType, json);
            _ = Invocation.Run(handler, target, values);
        }
    }

    /// <summary>
    /// The parameter that gets the state: the first that is not supplied otherwise; null: there is none.
    /// </summary>
    public static ParameterInfo? FindHappening(MethodInfo handler) =>
        Array.Find(handler.GetParameters(), static parameter => !SuppliedTypes.Contains(parameter.ParameterType));

    private static ReactionWait Open(ReactionPlan plan, State state)
    {
        MethodInfo? predicate = plan.Predicate?.Function.Resolve();
        ReactionCondition condition = plan.Condition with
        {
            Predicate = predicate?.CreateDelegate<Func<Snapshot, bool>>(Invocation.TargetOf(predicate)),
        };
        bool excludesOwn = plan.Options.ExcludesOwn ?? true;
        Watch watch = state.Watch(condition.ToWatch(plan.Options, new Revision(plan.From), excludesOwn));
        return new ReactionWait(watch, condition, plan.Options);
    }

    private static async Task<Snapshot> NextAsync(ReactionWait wait, Services services, CancellationToken token)
    {
        try
        {
            Snapshot state = await wait.NextAsync(token).ConfigureAwait(false);
            await services.Run.ThrowIfCancelledAsync(token: token).ConfigureAwait(false);
            return state;
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            // The run knows why: a signal that is to be an exception comes out as that.
            services.Run.ThrowIfCancelled();
            throw;
        }
    }

    private static object? AsArgument(Snapshot state, Type type, JsonSerializerOptions? json)
    {
        if (type == typeof(Snapshot)) return state;
        Value root = state.Root;
        return type == typeof(Value) ? root : PlainJson.Read(Encoding.UTF8.GetBytes(root.ToString()), type, json);
    }
}
