using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Holdfast.Errors;
using Holdfast.Processes.Calls;

namespace Holdfast.Processes.Maps;

/// <summary>Runs pieces of maps over one function of one item, in the worker.</summary>
[RequiresUnreferencedCode(FunctionReference.Reflection)]
[RequiresDynamicCode(FunctionReference.Reflection)]
internal abstract class ChunkRunner
{
    /// <summary>Makes the runner for a function.</summary>
    public static ChunkRunner Of(MethodInfo method, Services services)
    {
        ParameterInfo item = method.GetParameters().Single(each => !SuppliedTypes.Contains(each.ParameterType));
        Type runner = typeof(ChunkRunner<,>).MakeGenericType(item.ParameterType, Invocation.ResultTypeOf(method));
        return (ChunkRunner)Activator.CreateInstance(runner, method, services)!;
    }

    public abstract ChunkResult Run(ItemForm form, ReadOnlySpan<byte> items);
}

/// <inheritdoc cref="ChunkRunner"/>
[RequiresUnreferencedCode(FunctionReference.Reflection)]
[RequiresDynamicCode(FunctionReference.Reflection)]
internal sealed class ChunkRunner<TItem, TResult> : ChunkRunner
{
    private readonly MethodInfo _method;
    private readonly Func<TItem, TResult> _function;

    public ChunkRunner(MethodInfo method, Services services) =>
        (_method, _function) = (method, ToFunction(method, services));

    public override ChunkResult Run(ItemForm form, ReadOnlySpan<byte> items)
    {
        long start = Stopwatch.GetTimestamp();
        TItem[] decoded = ItemCodec<TItem>.Decode(form, items);
        TResult[] results = new TResult[decoded.Length];
        List<(int, ExceptionImage)> failures = [];
        for (int place = 0; place < decoded.Length;) place = RunUntilFailure(decoded, results, place, failures);
        byte[] encoded = Encode(results, failures);
        return new ChunkResult(Stopwatch.GetElapsedTime(start), ItemCodec<TResult>.Form, encoded, failures);
    }

    private byte[] Encode(TResult[] results, List<(int Place, ExceptionImage Image)> failures)
    {
        try
        {
            return ItemCodec<TResult>.Encode(Without(failures, results));
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            // Some result cannot be sent; that is the failure of its item alone.
            AddUnsendable(results, failures);
            return ItemCodec<TResult>.Encode(Without(failures, results));
        }
    }

    private void AddUnsendable(TResult[] results, List<(int Place, ExceptionImage Image)> failures)
    {
        HashSet<int> failed = [.. failures.Select(failure => failure.Place)];
        for (int place = 0; place < results.Length; place++)
        {
            if (failed.Contains(place)) continue;
            try
            {
                _ = Invocation.Encode(_method, results[place], json: null);
            }
            catch (HoldfastOperationException refused)
            {
                failures.Add((place, ExceptionImage.Of(refused)));
            }
        }
    }

    private static TResult[] Without(List<(int Place, ExceptionImage Image)> failures, TResult[] results)
    {
        if (failures.Count == 0) return results;
        HashSet<int> failed = [.. failures.Select(failure => failure.Place)];
        return [.. results.Where((_, place) => !failed.Contains(place))];
    }

    /// <summary>Goes on from a place; gives the place behind the next failure, or the end.</summary>
    private int RunUntilFailure(TItem[] items, TResult[] results, int place, List<(int, ExceptionImage)> failures)
    {
        try
        {
            for (; place < items.Length; place++) results[place] = _function(items[place]);
        }
        catch (Exception failure)
        {
            failures.Add((place++, ExceptionImage.Of(failure)));
        }

        return place;
    }

    /// <summary>Gives the method itself where it takes just the item; else a call of it.</summary>
    private static Func<TItem, TResult> ToFunction(MethodInfo method, Services services)
    {
        object? target = Invocation.TargetOf(method);
        ParameterInfo[] parameters = method.GetParameters();
        if (parameters.Length == 1 && method.ReturnType == typeof(TResult))
            return method.CreateDelegate<Func<TItem, TResult>>(target);
        if (parameters.Length == 2 && parameters[0].ParameterType == typeof(State)
            && method.ReturnType == typeof(TResult))
        {
            var function = method.CreateDelegate<Func<State, TItem, TResult>>(target);
            State state = services.State;
            return item => function(state, item);
        }

        object?[] values = Array.ConvertAll(
            parameters, each => SuppliedTypes.Contains(each.ParameterType) ? services.Get(each.ParameterType) : null);
        int place = Array.FindIndex(parameters, each => !SuppliedTypes.Contains(each.ParameterType));
        return item =>
        {
            object?[] arguments = [.. values];
            arguments[place] = item;
            return (TResult)Invocation.Run(method, target, arguments)!;
        };
    }
}
