using Holdfast.Errors;

namespace Holdfast.Control;

/// <summary>The answer to a control message.</summary>
/// <remarks>
/// Shape.   As JSON: <c>d_ret</c> and <c>status</c>, with <c>error</c> (code and message) when something could not be
///          done, and when the message had several verbs with <c>replies</c>, one a verb in the order in which they
///          were done; then <c>d_ret</c> is that of the last, and the status is true when all are.
/// Threads. Immutable.
/// Source.  pfstate's internalctl_process, which answered the last verb only.
/// </remarks>
public sealed class ControlReply
{
    private readonly string? _verb;

    internal ControlReply(Value result, bool isDone, string? verb = null) =>
        (Result, IsDone, _verb) = (result, isDone, verb);

    internal ControlReply(ErrorCode error, string message, string? verb = null)
        : this(Value.EmptyObject, isDone: false, verb) => (Error, Message) = (error, message);

    internal ControlReply(IReadOnlyList<ControlReply> replies)
        : this(replies[^1].Result, replies.All(reply => reply.IsDone))
    {
        ControlReply? failed = replies.FirstOrDefault(reply => reply.Error != ErrorCode.None);
        (Replies, Error, Message) = (replies, failed?.Error ?? ErrorCode.None, failed?.Message);
    }

    /// <summary>Whether everything that was asked for was done: <c>status</c>.</summary>
    public bool IsDone { get; }

    /// <summary>What was asked for: <c>d_ret</c>, an object.</summary>
    public Value Result { get; }

    /// <summary>Why something was not done; None when all was, or when there was nothing to replace.</summary>
    public ErrorCode Error { get; }

    /// <summary>The same in words; null without an error.</summary>
    public string? Message { get; }

    /// <summary>The answers to each verb, when there were several.</summary>
    public IReadOnlyList<ControlReply> Replies { get; } = [];

    /// <summary>Gives the reply as JSON.</summary>
    public Value ToValue()
    {
        List<KeyValuePair<string, Value>> members = [];
        if (_verb is not null)
            members.Add(new("verb", _verb));
        members.Add(new("d_ret", Result));
        members.Add(new("status", IsDone));
        if (Message is not null)
            members.Add(new("error", Value.FromMembers([new("code", Error.ToText()), new("message", Message)])));
        if (Replies.Count > 0)
            members.Add(new("replies", Value.FromItems(Replies.Select(reply => reply.ToValue()))));
        return Value.FromMembers(members);
    }

    /// <summary>Gives the reply as JSON text, indented by four columns per level.</summary>
    public override string ToString() => ControlText.ToJson(ToValue());
}
