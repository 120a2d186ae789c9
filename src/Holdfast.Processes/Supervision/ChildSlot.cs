using System.Diagnostics.CodeAnalysis;
using Holdfast.Processes.Calls;
using Holdfast.Processes.Children;

namespace Holdfast.Processes.Supervision;

/// <summary>The place of a child in its supervisor, with what runs there now.</summary>
/// <remarks>Threads. Used in the turn of the supervisor; <see cref="Status"/> by any.</remarks>
internal sealed class ChildSlot
{
    private readonly ProcessContext _context;
    private readonly ChildSpecification _specification;
    private readonly string _path;
    private readonly Launch? _launch;
    private readonly IReadOnlyList<ChildSlot> _inner;

    private ChildSlot(
        ProcessContext context,
        ChildSpecification specification,
        string path,
        Launch? launch,
        IReadOnlyList<ChildSlot> inner) =>
        (_context, _specification, _path, _launch, _inner) = (context, specification, path, launch, inner);

    public string Name => _specification.Name;

    public RestartRule Rule => _specification.Restart;

    public ChildProcess? Process { get; private set; }

    public Supervisor? Nested { get; private set; }

    public int Restarts { get; set; }

    /// <summary>Whether it runs, or has ended and that was not dealt with.</summary>
    public bool IsOn { get; private set; }

    public SupervisedChild Status => new(
        Name, Process, Nested, Process?.IsAlive ?? Nested?.Phase == SupervisorPhase.Running, Restarts);

    /// <summary>Ends with what runs there now.</summary>
    public Task Ended => Process is { } process ? process.Ending : Nested!.Completion;

    /// <summary>Checks a child, and those inside it, before any is started.</summary>
    /// <exception cref="ArgumentException">It cannot be started, or two have the same name.</exception>
    [RequiresUnreferencedCode(FunctionReference.Reflection)]
    [RequiresDynamicCode(FunctionReference.Reflection)]
    public static IReadOnlyList<ChildSlot> Of(
        ProcessContext context, string path, IReadOnlyList<ChildSpecification> children)
    {
        ArgumentNullException.ThrowIfNull(children);
        if (children.GroupBy(child => child.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new ArgumentException($"Two children have the name '{twice.Key}'.", nameof(children));
        return [.. children.Select(child => Of(context, $"{path}/{child.Name}", child))];
    }

    /// <summary>Starts it.</summary>
    public void Start()
    {
        if (_launch is not null)
        {
            ChildProcess process = new(_context, _launch);
            process.Start();
            (Process, IsOn) = (process, true);
        }
        else
        {
            Supervisor nested = new(_context, _specification.Nested! with { Name = _path }, _inner);
            nested.Start();
            (Nested, IsOn) = (nested, true);
        }
    }

    /// <summary>Stops it; nothing when it does not run.</summary>
    public async Task StopAsync()
    {
        IsOn = false;
        if (Nested is not null) await Nested.StopAsync().ConfigureAwait(false);
        if (Process is not null) await Process.StopAsync(_specification.StopGrace).ConfigureAwait(false);
    }

    /// <summary>Tells how it ended, which it has.</summary>
    public (bool HasFailed, bool WasStopped, ChildExit Exit) TakeEnd(DateTimeOffset now)
    {
        IsOn = false;
        if (Process is { } process)
        {
            Table.ProcessRecord? record = _context.Table.Find(process.Id!);
            bool wasStopped = process.WasAskedToEnd && !process.WasStoppedByLink;
            return (
                process.ExitCode != 0,
                wasStopped || record is { IsStopping: true },
                new ChildExit(Name, process.Id, process.ExitCode, record?.Error, now, default));
        }

        Exception? failure = Nested!.Completion.Exception?.InnerException;
        return (failure is not null, failure is null, new ChildExit(Name, null, null, failure?.Message, now, default));
    }

    /// <summary>Lets go of its processes, because the parent of this one has died.</summary>
    public void Abandon()
    {
        Process?.Abandon();
        foreach (ChildSlot slot in _inner) slot.Abandon();
    }

    [RequiresUnreferencedCode(FunctionReference.Reflection)]
    [RequiresDynamicCode(FunctionReference.Reflection)]
    private static ChildSlot Of(ProcessContext context, string path, ChildSpecification child)
    {
        if (child.Function is null)
            return new ChildSlot(context, child, path, null, Of(context, path, child.Children));
        ProcessOptions options = child.Process with { Name = child.Process.Name ?? child.Name };
        return new ChildSlot(context, child, path, Launch.Of(context, options, child.Function, child.Arguments), []);
    }
}
