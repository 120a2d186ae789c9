namespace Holdfast.Processes.Tests.Reactions;

public sealed class ProcessReactionTests() : ReactionTests(Backend.Process);
