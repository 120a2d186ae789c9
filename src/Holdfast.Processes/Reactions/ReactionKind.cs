namespace Holdfast.Processes.Reactions;

/// <summary>What a reaction waits for.</summary>
internal enum ReactionKind : byte
{
    Change,
    When,
    Equal,
    NotEqual,
    Null,
    NotNull,
    Available,
}
