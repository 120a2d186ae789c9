namespace Holdfast.Processes.Tests.Maps;

public sealed class ThreadSubmittedMapTests() : SubmittedMapTests(Backend.Thread);
