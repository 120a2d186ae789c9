namespace Holdfast.Processes.Tests.Coordination;

public sealed class ProcessChildrenTests() : ChildrenTests(Backend.Process);

public sealed class ThreadChildrenTests() : ChildrenTests(Backend.Thread);
