namespace Holdfast.Processes.Tests.Starting;

public sealed class ProcessWaitTimeTests() : WaitTimeTests(Backend.Process);

public sealed class ThreadWaitTimeTests() : WaitTimeTests(Backend.Thread);
