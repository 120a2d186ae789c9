using Holdfast.Processes.Wire;

namespace Holdfast.Processes.Workers;

/// <summary>What a worker answered to one call.</summary>
/// <param name="Kind">Answered, Refused or ChunkDone.</param>
/// <param name="Payload">The answer, behind the number of the call.</param>
internal readonly record struct WorkerReply(FrameKind Kind, byte[] Payload);
