using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Holdfast.Errors;

namespace Holdfast.Processes.Calls;

/// <summary>Runs a call in this process and turns its result into JSON.</summary>
[RequiresUnreferencedCode(FunctionReference.Reflection)]
[RequiresDynamicCode(FunctionReference.Reflection)]
internal static class Invocation
{
    /// <summary>Runs a function with its arguments; what it throws comes out as it is.</summary>
    public static object? Run(
        MethodInfo method, byte[]?[] arguments, Services services, JsonSerializerOptions? json) =>
        Run(method, TargetOf(method), ValuesOf(method, arguments, services, json));

    /// <summary>Gives the values of the parameters: the arguments, and what is supplied.</summary>
    public static object?[] ValuesOf(
        MethodInfo method, byte[]?[] arguments, Services services, JsonSerializerOptions? json)
    {
        ParameterInfo[] parameters = method.GetParameters();
        object?[] values = new object?[parameters.Length];
        for (int index = 0; index < values.Length; index++)
        {
            values[index] = ValueOf(parameters[index], arguments[index], services, json);
        }

        return values;
    }

    /// <summary>Runs a function with values for all its parameters, and waits for its task if it gives one.</summary>
    public static object? Run(MethodInfo method, object? target, object?[] values) =>
        Complete(method.Invoke(target, BindingFlags.DoNotWrapExceptions, null, values, null));

    /// <summary>Gives a result as JSON; nothing is null.</summary>
    /// <exception cref="HoldfastOperationException">ResultNotPortable.</exception>
    public static byte[] Encode(MethodInfo method, object? result, JsonSerializerOptions? json)
    {
        Type type = ResultTypeOf(method);
        try
        {
            return PlainJson.Write(result, type, json);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            throw new HoldfastOperationException(
                ErrorCode.ResultNotPortable,
                $"'{DisplayName.Of(method)}' returned, but its {type.Name} cannot be sent to another process: "
                    + fault.Message,
                fault);
        }
    }

    /// <summary>What a function gives, without the task around it.</summary>
    public static Type ResultTypeOf(MethodInfo method)
    {
        Type type = method.ReturnType;
        if (type == typeof(Task) || type == typeof(ValueTask)) return typeof(void);
        bool isTask = type.IsGenericType && type.GetGenericTypeDefinition() is { } definition
            && (definition == typeof(Task<>) || definition == typeof(ValueTask<>));
        return isTask ? type.GetGenericArguments()[0] : type;
    }

    /// <summary>The object of a lambda that captures nothing; null for a static method.</summary>
    public static object? TargetOf(MethodInfo method) =>
        method.IsStatic ? null : RuntimeHelpers.GetUninitializedObject(method.DeclaringType!);

    private static object? ValueOf(
        ParameterInfo parameter, byte[]? argument, Services services, JsonSerializerOptions? json)
    {
        if (argument is not null) return PlainJson.Read(argument, parameter.ParameterType, json);
        return SuppliedTypes.Contains(parameter.ParameterType)
            ? services.Get(parameter.ParameterType)
            : parameter.DefaultValue;
    }

    private static object? Complete(object? result)
    {
        if (result is ValueTask plain) plain.AsTask().GetAwaiter().GetResult();
        Task? task = result as Task ?? AsTask(result);
        if (task is null) return result;
        task.GetAwaiter().GetResult();
        return task.GetType().GetProperty(nameof(Task<int>.Result))?.GetValue(task);
    }

    private static Task? AsTask(object? result) =>
        result?.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(ValueTask<>)
            ? (Task)type.GetMethod(nameof(ValueTask<int>.AsTask))!.Invoke(result, null)!
            : null;
}
