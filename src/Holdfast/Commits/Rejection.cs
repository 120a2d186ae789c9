using Holdfast.Errors;

namespace Holdfast.Commits;

/// <summary>Why a proposal was rejected.</summary>
/// <param name="Code">
/// <see cref="ErrorCode.Conflict"/> when it may be tried again on a newer document; else what forbids it.
/// </param>
/// <param name="Path">The path that it is about.</param>
/// <param name="Operation">The index of the operation that cannot be done; −1 for a conflict.</param>
internal sealed record Rejection(ErrorCode Code, StatePath Path, int Operation)
{
    public bool IsConflict => Code == ErrorCode.Conflict;
}
