using Holdfast.Errors;
using Holdfast.Reporting;

namespace Holdfast.Control;

/// <summary>Answers control messages: JSON that gets, sets, replaces and deletes in a state.</summary>
/// <remarks>
/// Shape.   <c>{"action": …, "meta": {"var": path, verb: argument, …}}</c> with the verbs <c>get</c>, <c>set</c>,
///          <c>valueReplace</c> and <c>delete</c>, done in this order. A message is one commit: when one of its verbs
///          is refused, none of them changes anything. The action is not looked at.
/// Threads. Any; there is no current directory that two messages could share.
/// Source.  pfstate's internalctl.
/// </remarks>
public sealed class StateController
{
    private const string Form = """; send {"action":"internalctl","meta":{"var":"/","get":"value"}}.""";

    private readonly State _state;
    private readonly StateControllerOptions _options;

    /// <summary>Makes a controller of a state, which may be a section: paths begin there.</summary>
    public StateController(State state, StateControllerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(state);
        (_state, _options) = (state, options ?? new StateControllerOptions());
    }

    /// <summary>
    /// Makes a debug folder that is missing, so that a program learns at its start that it cannot have it.
    /// </summary>
    /// <exception cref="HoldfastException">DebugFolderUnusable.</exception>
    public static void PrepareDebugFolder(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ControlTrace.Prepare(folder);
    }

    /// <summary>Answers a message.</summary>
    /// <remarks>
    /// What the message or the state makes impossible is a reply that says so. Only a store that cannot be used throws,
    /// or a debug folder that cannot keep the message; then nothing was done. A reply that it cannot keep is reported
    /// through <see cref="CallbackFailures"/>.
    /// </remarks>
    /// <exception cref="HoldfastException">The store cannot be used; or DebugFolderUnusable.</exception>
    public ControlReply Handle(Value message)
    {
        if (_options.DebugFolder is not { Length: > 0 } folder)
            return Answer(message).Value;
        ControlTrace trace = ControlTrace.Begin(folder, message);
        Committed<ControlReply> answered = Answer(message);
        End(trace, answered);
        return answered.Value;
    }

    /// <summary>Answers a message that is JSON text.</summary>
    /// <exception cref="HoldfastFormatException">MalformedJson.</exception>
    /// <exception cref="HoldfastException">The store cannot be used; or DebugFolderUnusable.</exception>
    public ControlReply Handle(string message) => Handle(Value.Parse(message));

    /// <inheritdoc cref="Handle(Value)"/>
    public Task<ControlReply> HandleAsync(Value message, CancellationToken token = default) =>
        Task.Run(() => Handle(message), token);

    /// <summary>The message is done: whoever was told of a failure now would send it once more.</summary>
    private void End(ControlTrace trace, Committed<ControlReply> answered)
    {
        try
        {
            trace.End(answered.Value, _state.SnapshotAt(answered.Revision).Root);
        }
        catch (Exception failure)
        {
            CallbackFailures.Report(this, "the trace of a control message", failure);
        }
    }

    private Committed<ControlReply> Answer(Value message)
    {
        if (ControlMessage.Read(message, out string fault) is not { } read)
            return Refused(ErrorCode.MalformedMessage, fault + Form);
        try
        {
            return _state.Atomic(transaction => Answer(transaction, read), _options.Commit);
        }
        catch (Exception refused) when (refused is IHoldfastError { Code: var code } && IsNo(code))
        {
            return Refused(((IHoldfastError)refused).Code, refused.Message);
        }
    }

    private ControlReply Answer(Transaction transaction, ControlMessage message)
    {
        _options.Before?.Invoke(transaction);
        ControlReply reply = new ControlWork(transaction, _options.ReadVariable).Do(message);
        _options.After?.Invoke(transaction);
        return reply;
    }

    private Committed<ControlReply> Refused(ErrorCode code, string message) =>
        new(new ControlReply(code, message), _state.Revision);

    /// <summary>Whether an error says that this state, or none, can do what the message asks for.</summary>
    private static bool IsNo(ErrorCode code) => code is ErrorCode.MalformedPath or ErrorCode.ThroughScalar
        or ErrorCode.BadIndex or ErrorCode.RootNotObject or ErrorCode.TooDeep or ErrorCode.DocumentTooLarge
        or ErrorCode.RecordTooLarge or ErrorCode.NumberOutOfBounds;
}
