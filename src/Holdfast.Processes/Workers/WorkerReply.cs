using Holdfast.Processes.Wire;

namespace Holdfast.Processes.Workers;

/// <summary>What a worker answered to one call.</summary>
/// <param name="Kind">Answered, Refused or ChunkDone.</param>
/// <param name="Payload">The answer, behind the number of the call.</param>
/// <param name="Taker">
/// Who gets it instead, when it was taken back before it was begun; it is rented already. Else null.
/// </param>
internal readonly record struct WorkerReply(FrameKind Kind, byte[] Payload, WarmWorker? Taker = null);
