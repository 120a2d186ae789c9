namespace Holdfast.Documents;

/// <summary>What a container has to know of a value in it.</summary>
/// <param name="Height">Containers inside each other.</param>
/// <param name="Size">Bytes of the compact JSON text.</param>
internal readonly record struct NodeMeasure(int Height, long Size)
{
    /// <summary>Measures a node.</summary>
    public static NodeMeasure Of(object? node) => new(NodeSize.Height(node), NodeSize.Of(node));
}
