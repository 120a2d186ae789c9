namespace Holdfast.Processes.Tests.Coordination;

public sealed class ProcessHolderEndTests() : HolderEndTests(Backend.Process);
