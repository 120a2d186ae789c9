using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Holdfast.Errors;

namespace Holdfast.Processes.Calls;

/// <summary>Refuses functions that need an object of this process.</summary>
internal static class CaptureCheck
{
    /// <exception cref="HoldfastArgumentException">FunctionNotPortable, naming what it captures.</exception>
    [RequiresUnreferencedCode(FunctionReference.Reflection)]
    public static void ThrowIfNotPortable(Delegate function)
    {
        if (function.GetInvocationList().Length > 1) throw Refused(function, "is several functions in one; pass one");
        if (function.Method.Module.Assembly.IsDynamic) throw Refused(function, "is made at run time; write it in code");
        if (function.Target is not { } target || function.Method.IsStatic) return;
        FieldInfo[] captured = target.GetType().GetFields(
            BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic);
        if (!IsClosure(target.GetType()))
            throw Refused(function, "is a method of an object, which stays in this process; make it static");

        if (captured.Length > 0)
        {
            string names = string.Join(
                ", ", CapturedNames.Of(function.Method, target.GetType()).Select(name => $"'{name}'"));
            throw Refused(function, $"captures {names}, which stays in this process; pass it as an argument");
        }
    }

    private static bool IsClosure(Type type) => type.Name.StartsWith("<>c", StringComparison.Ordinal);

    private static HoldfastArgumentException Refused(Delegate function, string why) => new(
        ErrorCode.FunctionNotPortable, $"The function '{DisplayName.Of(function.Method)}' {why}.");
}
