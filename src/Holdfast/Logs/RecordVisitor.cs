namespace Holdfast.Logs;

/// <summary>Takes one record; the payload is valid during the call only.</summary>
/// <param name="payload">The record's payload, which begins with a <see cref="Commits.RecordHeader"/>.</param>
/// <param name="next">The position after the record.</param>
/// <returns>Whether to go on; after false, <see cref="Log.Read"/> returns <paramref name="next"/>.</returns>
internal delegate bool RecordVisitor(ReadOnlySpan<byte> payload, LogPosition next);
