using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.Loader;

namespace Holdfast.Processes.Calls;

/// <summary>Loads assemblies that the program does not list (plug-ins, tests in a host), with what they need.</summary>
internal static class LoadedBeside
{
    private static readonly ConcurrentDictionary<string, AssemblyDependencyResolver> Resolvers = new();
    private static int _isListening;

    [RequiresUnreferencedCode(FunctionReference.Reflection)]
    public static Assembly Load(string file)
    {
        Resolvers.GetOrAdd(file, static path => new AssemblyDependencyResolver(path));
        if (Interlocked.Exchange(ref _isListening, 1) == 0) AssemblyLoadContext.Default.Resolving += Resolve;
        return AssemblyLoadContext.Default.LoadFromAssemblyPath(file);
    }

    [UnconditionalSuppressMessage(
        "Trimming", "IL2026", Justification = "Only reached through Load, which says that it needs whole assemblies.")]
    private static Assembly? Resolve(AssemblyLoadContext context, AssemblyName name)
    {
        string? file = Resolvers.Values
            .Select(resolver => resolver.ResolveAssemblyToPath(name))
            .FirstOrDefault(path => path is not null);
        return file is null ? null : context.LoadFromAssemblyPath(file);
    }
}
