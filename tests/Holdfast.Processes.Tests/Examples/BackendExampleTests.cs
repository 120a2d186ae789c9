namespace Holdfast.Processes.Tests.Examples;

public sealed class ProcessExampleTests() : ExampleTests(Backend.Process);

public sealed class ThreadExampleTests() : ExampleTests(Backend.Thread);
