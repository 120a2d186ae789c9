using Microsoft.CodeAnalysis;

namespace Holdfast.Tests.Architecture;

/// <summary>Which layer a namespace or a beginner's type of the library belongs to; 0 is the lowest.</summary>
internal static class Layers
{
    /// <summary>Layers by namespace; the longest name that fits decides.</summary>
    private static readonly Dictionary<string, int> ByNamespace = new(StringComparer.Ordinal)
    {
        ["Holdfast.Errors"] = 0,
        ["Holdfast.Reporting"] = 0,
        ["Holdfast.Documents"] = 1,
        ["Holdfast.Commits"] = 2,
        ["Holdfast.Logs"] = 3,
        ["Holdfast.Replicas"] = 4,
        ["Holdfast.Watches"] = 4,
        ["Holdfast.Readers"] = 5,
        ["Holdfast"] = 5,
    };

    /// <summary>Types that stand in the root namespace because a beginner meets them, and belong further down.</summary>
    private static readonly Dictionary<string, int> ByRootType = new(StringComparer.Ordinal)
    {
        ["Revision"] = 0,
        ["Value"] = 1,
        ["ValueKind"] = 1,
        ["StatePath"] = 1,
        ["Change"] = 2,
        ["Durability"] = 3,
        ["StateView"] = 4,
        ["Snapshot"] = 4,
        ["Commit"] = 4,
        ["Retention"] = 3,
        ["CheckMode"] = 3,
        ["StoreDamage"] = 3,
        ["StoreStatus"] = 3,
        ["NamespaceStatus"] = 3,
        ["StoreProcess"] = 3,
        ["StoreCapabilities"] = 3,
        ["StoreFaultEventArgs"] = 4,
    };

    /// <summary>The layer of a symbol of the library; null for what belongs to none, as a namespace's own name.</summary>
    public static int? Of(ISymbol symbol)
    {
        INamedTypeSymbol? type = symbol as INamedTypeSymbol ?? symbol.ContainingType;
        if (type is null || symbol is INamespaceSymbol) return null;
        while (type.ContainingType is { } outer) type = outer;
        string space = type.ContainingNamespace.ToDisplayString();
        if (space == "Holdfast" && ByRootType.TryGetValue(type.Name, out int layer)) return layer;
        return Of(space);
    }

    private static int? Of(string? space)
    {
        for (; !string.IsNullOrEmpty(space); space = space[..Math.Max(0, space.LastIndexOf('.'))])
            if (ByNamespace.TryGetValue(space, out int layer)) return layer;
        return null;
    }
}
