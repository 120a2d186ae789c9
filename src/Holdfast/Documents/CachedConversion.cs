namespace Holdfast.Documents;

/// <summary>What a container was converted to: shared by all who ask for the same immutable type.</summary>
/// <param name="Type">The type that was asked for.</param>
/// <param name="Source">The serializer options or type information that were used.</param>
/// <param name="Result">The object.</param>
internal sealed record CachedConversion(Type Type, object Source, object Result);
