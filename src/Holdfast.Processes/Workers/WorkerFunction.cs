using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Holdfast.Processes.Calls;
using Holdfast.Processes.Maps;

namespace Holdfast.Processes.Workers;

/// <summary>
/// A function that a worker was told of; it is looked for when it is first called, which then can say so.
/// </summary>
[RequiresUnreferencedCode(FunctionReference.Reflection)]
[RequiresDynamicCode(FunctionReference.Reflection)]
internal sealed class WorkerFunction(FunctionReference reference, Services services)
{
    private MethodInfo? _method;
    private ChunkRunner? _runner;

    public MethodInfo Method => _method ??= reference.Resolve();

    public ChunkRunner Runner => _runner ??= ChunkRunner.Of(Method, services);
}
