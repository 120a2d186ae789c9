namespace Holdfast.Tests.Subscriptions;

public sealed class MemoryRemovedNamespaceTests() : RemovedNamespaceTests("memory:");
