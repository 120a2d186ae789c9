using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Holdfast.Errors;

namespace Holdfast.Processes.Calls;

/// <summary>
/// Fits arguments to the parameters of a function and turns them into JSON, before anything is started.
/// </summary>
[RequiresUnreferencedCode(FunctionReference.Reflection)]
[RequiresDynamicCode(FunctionReference.Reflection)]
internal static class CallBinding
{
    /// <summary>Binds a call.</summary>
    /// <param name="function">The function.</param>
    /// <param name="positional">Arguments in the order of the parameters that are not supplied.</param>
    /// <param name="named">Arguments by name; null: none.</param>
    /// <param name="json">How objects become JSON; null: the defaults.</param>
    /// <exception cref="HoldfastArgumentException">FunctionNotPortable, ArgumentNotPortable.</exception>
    public static Call Bind(
        Delegate function,
        IReadOnlyList<object?> positional,
        IReadOnlyDictionary<string, object?>? named,
        JsonSerializerOptions? json)
    {
        FunctionReference reference = FunctionReference.Of(function);
        return new Call(reference, BindArguments(function.Method, positional, named, json));
    }

    /// <summary>Binds only the arguments.</summary>
    /// <param name="method">The function.</param>
    /// <param name="positional">Arguments in order.</param>
    /// <param name="named">Arguments by name; null: none.</param>
    /// <param name="json">How objects become JSON; null: the defaults.</param>
    /// <param name="leftOut">A parameter that gets its value where the function runs; null: none.</param>
    public static byte[]?[] BindArguments(
        MethodInfo method,
        IReadOnlyList<object?> positional,
        IReadOnlyDictionary<string, object?>? named,
        JsonSerializerOptions? json,
        ParameterInfo? leftOut = null)
    {
        ParameterInfo[] parameters = method.GetParameters();
        byte[]?[] encoded = new byte[]?[parameters.Length];
        int next = 0;
        int used = 0;
        foreach (ParameterInfo parameter in parameters)
        {
            if (SuppliedTypes.Contains(parameter.ParameterType) || parameter == leftOut) continue;
            object? argument = null;
            bool isNamed = named is not null && named.TryGetValue(parameter.Name!, out argument);
            if (next < positional.Count)
            {
                if (isNamed) throw Misfit(method, $"got its parameter '{parameter.Name}' twice: in order and by name");
                encoded[parameter.Position] = Encode(method, parameter, positional[next++], json);
            }
            else if (isNamed)
            {
                used++;
                encoded[parameter.Position] = Encode(method, parameter, argument, json);
            }
            else if (!parameter.HasDefaultValue)
            {
                throw Misfit(method, $"needs an argument for its parameter '{parameter.Name}'");
            }
        }

        if (next < positional.Count)
            throw Misfit(method, $"takes {next} argument{(next == 1 ? "" : "s")} and got {positional.Count}");
        if (used < (named?.Count ?? 0))
            throw Misfit(method, $"has no parameter '{named!.Keys.First(name => !Has(parameters, name))}'");
        return encoded;
    }

    private static bool Has(ParameterInfo[] parameters, string name) =>
        Array.Exists(parameters, parameter => parameter.Name == name
            && !SuppliedTypes.Contains(parameter.ParameterType));

    private static byte[] Encode(
        MethodInfo method, ParameterInfo parameter, object? argument, JsonSerializerOptions? json)
    {
        Type type = parameter.ParameterType;
        if (type.IsByRef || type.IsPointer || type.IsByRefLike)
            throw Misfit(method, $"has the parameter '{parameter.Name}', which is a reference; take it by value");
        try
        {
            return PlainJson.Write(Fit(argument, type), type, json);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            throw new HoldfastArgumentException(
                ErrorCode.ArgumentNotPortable,
                $"The argument '{parameter.Name}' of '{DisplayName.Of(method)}' cannot be sent to another process as "
                    + $"{type.Name}: {fault.Message}",
                fault);
        }
    }

    /// <summary>Lets a number stand for one of another type, as the compiler does in a plain call.</summary>
    private static object? Fit(object? argument, Type type)
    {
        if (argument is null)
        {
            return type.IsValueType && Nullable.GetUnderlyingType(type) is null
                ? throw new ArgumentException("it is null")
                : null;
        }

        Type target = Nullable.GetUnderlyingType(type) ?? type;
        if (target.IsInstanceOfType(argument)) return argument;
        return argument is IConvertible && IsNumber(argument.GetType()) && IsNumber(target)
            ? Convert.ChangeType(argument, target, CultureInfo.InvariantCulture)
            : throw new ArgumentException($"it is of type {argument.GetType().Name}");
    }

    private static bool IsNumber(Type type) => !type.IsEnum
        && Type.GetTypeCode(type) is >= TypeCode.SByte and <= TypeCode.Decimal;

    private static HoldfastArgumentException Misfit(MethodInfo method, string why) =>
        new(ErrorCode.ArgumentNotPortable, $"'{DisplayName.Of(method)}' {why}.");
}
