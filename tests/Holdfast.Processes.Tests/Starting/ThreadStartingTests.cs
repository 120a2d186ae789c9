namespace Holdfast.Processes.Tests.Starting;

public sealed class ThreadStartingTests() : StartingTests(Backend.Thread);
