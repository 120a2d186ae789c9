namespace Holdfast.Processes.Tests.Reactions;

public sealed class ThreadReactionTests() : ReactionTests(Backend.Thread);
