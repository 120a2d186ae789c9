namespace Holdfast.Processes.Tests.Maps;

public sealed class ProcessSubmittedMapTests() : SubmittedMapTests(Backend.Process);
