namespace Holdfast.Processes.Tests.Starting;

/// <summary>All that holds of processes holds of those that waited for what they are to run.</summary>
public sealed class SpareStartingTests() : StartingTests(Backend.Process, spares: 2);
