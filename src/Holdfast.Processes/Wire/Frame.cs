namespace Holdfast.Processes.Wire;

/// <summary>One message between a parent and its child.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Payload">Its content; valid until the next one is read.</param>
internal readonly record struct Frame(FrameKind Kind, ReadOnlyMemory<byte> Payload);
