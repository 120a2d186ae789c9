namespace Holdfast.Processes.Wire;

/// <summary>What a message between a parent and its child is; numbers never change their meaning.</summary>
internal enum FrameKind : byte
{
    /// <summary>To the child, first: what it is and what it runs.</summary>
    Begin = 1,

    /// <summary>To the child: end, and do not try again.</summary>
    Stop = 2,

    /// <summary>To a warm worker: one call, or one piece of a map.</summary>
    Call = 3,

    /// <summary>To a warm worker: end after what was sent before.</summary>
    Retire = 4,

    /// <summary>To the parent: the program runs and understands <see cref="Begin"/>.</summary>
    Ready = 10,

    /// <summary>To the parent: the result, as JSON.</summary>
    Returned = 11,

    /// <summary>To the parent: an exception ended the function.</summary>
    Failed = 12,

    /// <summary>To the parent: the function returned a failure, to be thrown where it is waited for.</summary>
    ReturnedFailure = 13,

    /// <summary>To the parent: a try failed, and another follows.</summary>
    Retrying = 14,
}
