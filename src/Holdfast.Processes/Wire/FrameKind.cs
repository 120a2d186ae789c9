namespace Holdfast.Processes.Wire;

/// <summary>What a message between a parent and its child is; numbers never change their meaning.</summary>
internal enum FrameKind : byte
{
    /// <summary>To the child, first: what it is and what it runs.</summary>
    Begin = 1,

    /// <summary>To the child: end, and do not try again.</summary>
    Stop = 2,

    /// <summary>To a warm worker: one call.</summary>
    Call = 3,

    /// <summary>To a warm worker: end after what was sent before.</summary>
    Retire = 4,

    /// <summary>To a warm worker: a function, and the number by which calls name it from now on.</summary>
    Define = 5,

    /// <summary>To a warm worker: one piece of a map.</summary>
    Chunk = 6,

    /// <summary>To a spare child, first: what store to open while it waits for its <see cref="Begin"/>.</summary>
    Prepare = 7,

    /// <summary>To the parent: the result, as JSON.</summary>
    Returned = 11,

    /// <summary>To the parent: an exception ended the function.</summary>
    Failed = 12,

    /// <summary>To the parent: the function returned a failure, to be thrown where it is waited for.</summary>
    ReturnedFailure = 13,

    /// <summary>To the parent: a call, by its number, has its result.</summary>
    Answered = 15,

    /// <summary>To the parent: a call or a piece, by its number, failed as a whole.</summary>
    Refused = 16,

    /// <summary>To the parent: a piece of a map, by its number, has its results.</summary>
    ChunkDone = 17,

    /// <summary>To the parent: a warm worker has started and takes calls.</summary>
    Ready = 18,

    /// <summary>To the parent: a piece, by its number, was not begun, since the parent had taken it back.</summary>
    Skipped = 19,
}
