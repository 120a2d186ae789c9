using System.Reflection;

namespace Holdfast.Processes.Calls;

/// <summary>Names a function as its author knows it.</summary>
internal static class DisplayName
{
    /// <summary>Gives <c>Type.Method</c>, and for lambdas and local functions what they stand in.</summary>
    public static string Of(MethodInfo method)
    {
        Type? type = method.DeclaringType;
        while (type is not null && type.Name.StartsWith('<')) type = type.DeclaringType;
        string name = NameOf(method.Name);
        return type is null ? name : $"{type.Name}.{name}";
    }

    /// <summary>
    /// The compiler writes <c>&lt;Outer&gt;b__0</c> for a lambda, <c>&lt;Outer&gt;g__Inner|0</c> for a function.
    /// </summary>
    private static string NameOf(string compiled)
    {
        int close = compiled.LastIndexOf('>');
        if (!compiled.StartsWith('<') || close < 0) return compiled;
        string outer = compiled[1..close].Trim('<', '>', '$');
        string rest = compiled[(close + 1)..];
        return rest.StartsWith("g__", StringComparison.Ordinal) ? rest[3..rest.IndexOf('|')] : $"{outer}.lambda";
    }
}
