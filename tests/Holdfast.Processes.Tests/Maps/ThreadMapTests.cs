namespace Holdfast.Processes.Tests.Maps;

public sealed class ThreadMapTests() : MapTests(Backend.Thread);
