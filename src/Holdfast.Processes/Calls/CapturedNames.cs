using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Holdfast.Processes.Calls;

/// <summary>Names what a lambda captures as its author does.</summary>
/// <remarks>
/// The compiler puts what all lambdas of a block capture into one object, nests those of nested blocks, and adds
/// members of its own, whose names begin with &lt; or CS$. What a lambda itself uses is read from its code.
/// </remarks>
internal static class CapturedNames
{
    /// <summary>Gives the names of what a lambda uses; of all that it could use where its code does not tell.</summary>
    [RequiresUnreferencedCode(FunctionReference.Reflection)]
    public static IReadOnlyList<string> Of(MethodInfo lambda, Type closure)
    {
        List<FieldInfo> captured = [];
        Collect(closure, captured, []);
        byte[] code = [.. CodeOf(lambda), .. CodeOf(StateMachineOf(lambda))];
        FieldInfo[] used =
        [
            .. captured.Select(field => (Field: field, Place: PlaceIn(code, field))).Where(use => use.Place >= 0)
                .OrderBy(use => use.Place).Select(use => use.Field),
        ];
        return [.. (used.Length > 0 ? used : captured.ToArray()).Select(NameOf).Distinct()];
    }

    [RequiresUnreferencedCode(FunctionReference.Reflection)]
    private static void Collect(Type closure, List<FieldInfo> captured, HashSet<Type> seen)
    {
        if (!seen.Add(closure)) return;
        foreach (FieldInfo field in closure.GetFields(
            BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
        {
            if (field.Name.StartsWith("CS$", StringComparison.Ordinal)) Collect(field.FieldType, captured, seen);
            else if (IsThis(field) || !field.Name.StartsWith('<')) captured.Add(field);
        }
    }

    /// <summary>What an asynchronous lambda does is in the type that the compiler makes for it.</summary>
    [RequiresUnreferencedCode(FunctionReference.Reflection)]
    private static MethodInfo? StateMachineOf(MethodInfo lambda) =>
        lambda.GetCustomAttribute<StateMachineAttribute>()?.StateMachineType.GetMethod(
            "MoveNext", BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic);

    [RequiresUnreferencedCode(FunctionReference.Reflection)]
    private static byte[] CodeOf(MethodInfo? method) => method?.GetMethodBody()?.GetILAsByteArray() ?? [];

    private static int PlaceIn(byte[] code, FieldInfo field) =>
        code.AsSpan().IndexOf(BitConverter.GetBytes(field.MetadataToken));

    private static bool IsThis(FieldInfo field) => field.Name.EndsWith("__this", StringComparison.Ordinal);

    private static string NameOf(FieldInfo field) => IsThis(field) ? "this" : field.Name;
}
