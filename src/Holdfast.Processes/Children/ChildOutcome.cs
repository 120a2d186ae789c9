using Holdfast.Processes.Calls;
using Holdfast.Processes.Entry;
using Holdfast.Processes.Wire;

namespace Holdfast.Processes.Children;

/// <summary>What a child has said of its result.</summary>
/// <param name="Kind">What it said; default: nothing.</param>
/// <param name="Payload">The result, as JSON.</param>
/// <param name="Image">The failure.</param>
internal readonly record struct ChildOutcome(FrameKind Kind, byte[] Payload, ExceptionImage? Image)
{
    /// <summary>Takes in one message; those that are no result change nothing.</summary>
    public ChildOutcome With(Frame frame) => frame.Kind switch
    {
        FrameKind.Returned => new ChildOutcome(frame.Kind, frame.Payload.ToArray(), null),
        FrameKind.ReturnedFailure or FrameKind.Failed =>
            new ChildOutcome(frame.Kind, [], RunOutcome.ToImage(frame.Payload)),
        _ => this,
    };
}
