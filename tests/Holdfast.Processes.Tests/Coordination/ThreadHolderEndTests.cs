namespace Holdfast.Processes.Tests.Coordination;

public sealed class ThreadHolderEndTests() : HolderEndTests(Backend.Thread);
