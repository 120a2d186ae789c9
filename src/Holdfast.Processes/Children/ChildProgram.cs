using System.Collections;
using System.Text;
using Holdfast.Errors;
using Holdfast.Processes.Entry;
using Holdfast.Processes.Native;

namespace Holdfast.Processes.Children;

/// <summary>How this program is started once more, so that it runs a function instead of its <c>Main</c>.</summary>
internal static class ChildProgram
{
    /// <summary>The variable that tells a child that it is one, and on which descriptor its parent speaks.</summary>
    public const string Variable = "HOLDFAST_WORKER";

    private const string HookVariable = "DOTNET_STARTUP_HOOKS";
    private const string Mark = Variable + "=";
    private const string HookSeparator = ":";

    /// <summary>The environment of a child: that of this process, with what makes it one.</summary>
    /// <param name="extra">Variables of its own; a null value takes one away.</param>
    public static IReadOnlyList<string> Environment(IReadOnlyDictionary<string, string?>? extra)
    {
        Dictionary<string, string?> variables = [];
        foreach (DictionaryEntry entry in System.Environment.GetEnvironmentVariables())
            variables[(string)entry.Key] = (string?)entry.Value;
        foreach ((string name, string? value) in extra ?? new Dictionary<string, string?>()) variables[name] = value;
        variables.TryGetValue(HookVariable, out string? others);
        variables.Remove(Variable);
        if (ChildCommand.For(isHooked: !string.IsNullOrEmpty(others)).Entry is null)
        {
            variables[Variable] = ControlDescriptor.ToString(System.Globalization.CultureInfo.InvariantCulture);
            variables[HookVariable] = HooksWith(others, Hook);
        }

        return [.. variables.Where(entry => entry.Value is not null).Select(entry => $"{entry.Key}={entry.Value}")];
    }

    /// <summary>The command that starts a child with an environment that was made here.</summary>
    public static ChildCommand CommandFor(IReadOnlyList<string> environment) =>
        ChildCommand.For(isHooked: environment.Any(static entry => entry.StartsWith(Mark, StringComparison.Ordinal)));

    /// <summary>Whether this process was started as a child.</summary>
    /// <remarks>
    /// The variable alone does not say it: a program that a child starts by native code of its own may inherit it, but
    /// never the socket.
    /// </remarks>
    public static bool IsChild => IsMarked && ParentLink.IsThere(ControlDescriptor);

    /// <summary>Whether it has the variable of a child.</summary>
    public static bool IsMarked => System.Environment.GetEnvironmentVariable(Variable) is not null;

    /// <summary>Takes away what makes this process a child, so that programs it starts are none.</summary>
    public static void ForgetVariables()
    {
        string hooks = System.Environment.GetEnvironmentVariable(HookVariable) ?? "";
        Set(Variable, null);
        Set(HookVariable, HooksWithout(hooks));
    }

    /// <summary>Puts a hook behind those that are there.</summary>
    /// <exception cref="HoldfastException">ChildFailed: the runtime cannot be told where it is.</exception>
    public static string HooksWith(string? others, string hook)
    {
        if (hook.Contains(HookSeparator, StringComparison.Ordinal))
        {
            throw new HoldfastException(
                ErrorCode.ChildFailed,
                $"No child can be started from '{hook}': to the runtime ':' ends a path; move the program.");
        }

        return string.IsNullOrEmpty(others) ? hook : others + HookSeparator + hook;
    }

    /// <summary>Takes away again what was put behind the others; null: there are none.</summary>
    public static string? HooksWithout(string hooks)
    {
        int own = hooks.LastIndexOf(HookSeparator, StringComparison.Ordinal);
        return own > 0 ? hooks[..own] : null;
    }

    // The runtime has a copy of its own; what native code starts gets that of the C library.
    private static void Set(string name, string? value)
    {
        System.Environment.SetEnvironmentVariable(name, value);
        if (value is null) _ = Libc.UnsetVariable(name);
        else _ = Libc.SetVariable(name, value, overwrite: 1);
    }

    /// <summary>The descriptor on which a child and its parent speak.</summary>
    public static int ControlDescriptor => 3;

    /// <summary>The descriptor on which a warm worker gets <see cref="Workers.PieceClaims"/>.</summary>
    public static int PiecesDescriptor => 4;

    /// <summary>
    /// This assembly's file; in a single file its name, which the runtime takes longer to check.
    /// </summary>
    private static string Hook { get; } = FindHook();

    private static string FindHook()
    {
#pragma warning disable IL3000 // An empty path means a single file, in which the name is enough.
        string file = typeof(ChildProgram).Assembly.Location;
#pragma warning restore IL3000
        return file.Length > 0 ? file : typeof(ChildProgram).Assembly.GetName().Name!;
    }
}
