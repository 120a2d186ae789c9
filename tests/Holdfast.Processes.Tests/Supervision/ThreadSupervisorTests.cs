namespace Holdfast.Processes.Tests.Supervision;

public sealed class ThreadSupervisorTests() : SupervisorTests(Backend.Thread);
