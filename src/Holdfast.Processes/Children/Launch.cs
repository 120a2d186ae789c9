using System.Diagnostics.CodeAnalysis;
using Holdfast.Errors;
using Holdfast.Processes.Calls;
using Holdfast.Processes.Entry;
using Holdfast.Processes.Reactions;
using Holdfast.Processes.Table;
using Holdfast.Processes.Wire;
using Holdfast.Processes.Workers;
using Holdfast.Reporting;

namespace Holdfast.Processes.Children;

/// <summary>All that is needed to start a child, checked before anything is started.</summary>
[UnconditionalSuppressMessage(
    "Trimming", "IL2026", Justification = "Whoever makes one says that functions are found by reflection.")]
[UnconditionalSuppressMessage(
    "AOT", "IL3050", Justification = "Whoever makes one says that functions are found by reflection.")]
internal sealed class Launch
{
    private readonly Call? _call;
    private readonly byte[]?[]? _retryArguments;
    private readonly ProcessOptions _options;
    private readonly PieceClaims? _pieces;

    private Launch(
        Call? call, byte[]?[]? retryArguments, ProcessOptions options, string name, PieceClaims? pieces = null) =>
        (_call, _retryArguments, _options, Name, _pieces) = (call, retryArguments, options, name, pieces);

    public string Name { get; }

    public Backend Backend => _options.Backend ?? Backend.Process;

    public TimeSpan StopGrace => _options.StopGraceOrDefault;

    /// <summary>Prepares a function with its arguments.</summary>
    /// <exception cref="HoldfastArgumentException">
    /// FunctionNotPortable, ArgumentNotPortable, StoreNotShared.
    /// </exception>
    public static Launch Of(
        ProcessContext context, ProcessOptions options, Delegate function, IReadOnlyList<object?> arguments)
    {
        ArgumentNullException.ThrowIfNull(function);
        options = options.Over(context.Options.Process);
        ThrowIfNotShared(context, options);
        var json = context.Store.Options.Json;
        Call call = CallBinding.Bind(function, arguments, options.NamedArguments, json);
        byte[]?[]? retry = options.Retry is { HasArguments: true } policy
            ? CallBinding.BindArguments(
                function.Method, policy.Arguments ?? arguments, policy.NamedArguments ?? options.NamedArguments, json)
            : null;
        return new Launch(call, retry, options, options.Name ?? call.Function.Display);
    }

    /// <summary>Prepares a process that reacts to changes.</summary>
    /// <exception cref="HoldfastArgumentException">
    /// FunctionNotPortable, ArgumentNotPortable, StoreNotShared.
    /// </exception>
    public static Launch OfReaction(
        ProcessContext context,
        ReactionOptions reaction,
        ReactionCondition condition,
        Func<Snapshot, bool>? predicate,
        Delegate function,
        IReadOnlyList<object?> arguments)
    {
        ProcessOptions options = reaction.Process.Over(context.Options.Process);
        ThrowIfNotShared(context, options);
        var json = context.Store.Options.Json;
        FunctionReference reference = FunctionReference.Of(function);
        Call handler = new(reference, CallBinding.BindArguments(
            function.Method, arguments, options.NamedArguments, json, ReactionLoop.FindHappening(function.Method)));
        Call? asked = predicate is null ? null : new Call(FunctionReference.Of(predicate), [null]);
        State state = context.Store.GetState(options.Namespace ?? context.Namespace);
        ReactionPlan plan = new(condition, reaction, state.Revision.Number + 1, asked, handler);
        Call loop = CallBinding.Bind(ReactionLoop.RunAsync, [plan.ToBytes()], named: null, json);
        loop = loop with { Function = loop.Function with { Display = reference.Display } };
        return new Launch(loop, retryArguments: null, options, options.Name ?? reference.Display);
    }

    /// <summary>Prepares a warm worker.</summary>
    public static Launch OfWorker(ProcessContext context, string name, PieceClaims pieces)
    {
        ProcessOptions options = context.Options.Process;
        ThrowIfNotShared(context, options);
        return new Launch(null, null, options with { Name = name, Retry = null }, name, pieces);
    }

    /// <summary>Gives what is still of use once it was started, without the arguments, which may be large.</summary>
    public Launch AfterStart() => new(null, null, _options with { NamedArguments = null, Retry = null }, Name);

    /// <summary>Enters it in the table of processes.</summary>
    /// <returns>Its id.</returns>
    public string Enter(ProcessContext context)
    {
        Store store = context.Store;
        ProcessRecord record = context.Table.Add(new ProcessRecord
        {
            Id = "",
            Name = Name,
            Function = _call?.Function.Display ?? Name,
            Maker = store.Self,
            Parent = context.OwnId,
            Backend = Backend,
            Phase = ProcessPhase.Starting,
            Created = store.Options.TimeProvider.GetUtcNow(),
            Output = Backend == Backend.Process ? _options.Output?.Path : null,
        });
        if (record.Output is null) return record.Id;
        string output = _options.Output!.For(record.Id, Name).Path!;
        context.Table.Change(record.Id, $"{Name} writes to a file", now => now with { Output = output });
        return record.Id;
    }

    /// <summary>Starts it.</summary>
    public ChildLife Start(ProcessContext context, string id, Action<Frame> heard, Action<ExitStatus> over)
    {
        BeginMessage begin = new()
        {
            Version = BeginMessage.OwnVersion,
            Address = context.Address,
            Options = context.Store.Options,
            Namespace = _options.Namespace ?? context.Namespace,
            Id = id,
            Name = Name,
            OutlivesParent = _options.OutlivesParent ?? false,
            Call = _call,
            Retry = _options.Retry,
            RetryArguments = _retryArguments,
        };
        try
        {
            return Backend == Backend.Thread
                ? StartThread(context, begin, _pieces, heard, over)
                : StartProcess(context, begin, heard, over);
        }
        catch (Exception fault)
        {
            DateTimeOffset ended = context.Now;
            Record(context, id, $"{Name} cannot be started", record => record with
            {
                Phase = ProcessPhase.Ended,
                Ended = ended,
                Error = CrashReport.OneLine(fault),
            });
            throw;
        }
    }

    /// <summary>Writes down how it ended.</summary>
    public void Leave(ProcessContext context, string id, ExitStatus status, ChildOutcome outcome)
    {
        DateTimeOffset ended = context.Now;
        Record(context, id, $"{Name} has ended", record => record with
        {
            Phase = ProcessPhase.Ended,
            Ended = ended,
            ExitCode = status.Code,
            Error = outcome.Image is { } image ? $"{image.TypeName}: {image.Message}" : record.Error,
        });
    }

    /// <summary>Writes down an end, now or as soon as it can be.</summary>
    private void Record(
        ProcessContext context, string id, string reason, Func<ProcessRecord, ProcessRecord> change)
    {
        try
        {
            context.Table.ChangeOrLater(id, reason, change);
        }
        catch (Exception fault) when (fault is ObjectDisposedException or IHoldfastError)
        {
            // The end is known to who waits for it; only the table lacks it, for a while or, when the store is closed,
            // for ever: the kernel's word stands in.
            CallbackFailures.Report(this, $"record of the end of the process '{Name}'", fault);
        }
    }

    private ChildLife StartProcess(
        ProcessContext context, BeginMessage begin, Action<Frame> heard, Action<ExitStatus> over)
    {
        ProcessOutput output = (_options.Output ?? ProcessOutput.Inherit).For(begin.Id, Name);
        byte[] message = begin.ToBytes();

        // A spare has no output of its own, nor what a warm worker shares with its parent; and it was marked as the
        // context's own options say.
        bool isMarkedAlike = (_options.LeavesDaemons ?? false) == (context.Options.Process.LeavesDaemons ?? false);
        ChildLife? spare = output.Kind == ProcessOutputKind.Inherit && _pieces is null && isMarkedAlike
            ? context.Spares?.TryBegin(ChildProgram.Environment(_options.Environment), message, heard, over)
            : null;
        return spare ?? ProcessLife.Start(
            new ChildOutput(output, $"[{Name} {begin.Id}] "),
            ChildProgram.Environment(Strays.Mark(_options, out string mark)),
            mark,
            _pieces,
            message,
            heard,
            over);
    }

    private static ChildLife StartThread(
        ProcessContext context,
        BeginMessage begin,
        PieceClaims? pieces,
        Action<Frame> heard,
        Action<ExitStatus> over)
    {
        ProcessRecord? entered = context.Table.Change(begin.Id, $"{begin.Name} runs", record => record with
        {
            Phase = ProcessPhase.Running,
            Self = context.Store.Self,
            Place = ProcessPlace.Own,
            Started = context.Now,
        });
        ChildLife life = pieces is not null
            ? ThreadWorkerLife.Start(context.Store, begin, pieces, heard, over)
            : ThreadLife.Start(context.Store, begin, heard, over);
        if (entered is { IsStopping: true }) life.AskToEnd();
        return life;
    }

    private static void ThrowIfNotShared(ProcessContext context, ProcessOptions options)
    {
        if (options.Backend == Backend.Thread || context.Store.Capabilities.IsShared) return;
        throw new HoldfastArgumentException(
            ErrorCode.StoreNotShared,
            $"Processes cannot share '{context.Address}', which is in the memory of this one; give a folder, or use "
                + "Backend.Thread.");
    }
}
