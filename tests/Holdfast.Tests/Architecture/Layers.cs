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
        ["Holdfast.Timing"] = 0,
        ["Holdfast.Documents"] = 1,
        ["Holdfast.Commits"] = 2,
        ["Holdfast.Logs"] = 3,
        ["Holdfast.Replicas"] = 4,
        ["Holdfast.Watches"] = 4,
        ["Holdfast.Readers"] = 5,
        ["Holdfast.Subscriptions"] = 5,
        ["Holdfast"] = 5,
    };

    /// <summary>
    /// Namespaces on top of State, of which none knows another, and those that each may use beside itself.
    /// </summary>
    private static readonly Dictionary<string, string[]> Features = new(StringComparer.Ordinal)
    {
        ["Holdfast.Immutable"] = [],
        ["Holdfast.Machines"] = [],
        ["Holdfast.Configuration"] = [],
        ["Holdfast.Lifecycle"] = ["Holdfast.Machines"],
        ["Holdfast.Collections"] = [],
        ["Holdfast.Control"] = [],
        ["Holdfast.Tree"] = [],
    };

    /// <summary>
    /// Types that stand in the root namespace because a beginner meets them, and belong further down.
    /// </summary>
    private static readonly Dictionary<string, int> ByRootType = new(StringComparer.Ordinal)
    {
        ["Revision"] = 1,
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

    /// <summary>
    /// The layer of a symbol of the library; null for what belongs to none, as a namespace's own name.
    /// </summary>
    public static int? Of(ISymbol symbol)
    {
        INamedTypeSymbol? type = symbol as INamedTypeSymbol ?? symbol.ContainingType;
        if (type is null || symbol is INamespaceSymbol) return null;
        while (type.ContainingType is { } outer) type = outer;
        string space = type.ContainingNamespace.ToDisplayString();
        if (space == "Holdfast" && ByRootType.TryGetValue(type.Name, out int layer)) return layer;
        return Of(space);
    }

    /// <summary>The feature that a symbol belongs to; null for the kernel.</summary>
    public static string? FeatureOf(ISymbol symbol)
    {
        string? space = (symbol as INamedTypeSymbol ?? symbol.ContainingType)?.ContainingNamespace.ToDisplayString();
        return Features.Keys.FirstOrDefault(feature => space == feature
            || space?.StartsWith(feature + '.', StringComparison.Ordinal) == true);
    }

    /// <summary>Whether code of a feature (null: of the kernel) may name something of another.</summary>
    public static bool MayUse(string? own, string? used) =>
        used is null || own == used || (own is not null && Features[own].Contains(used));

    private static int? Of(string? space)
    {
        if (space is not null && Features.Keys.Any(feature => space.StartsWith(feature, StringComparison.Ordinal)))
            return 6;
        for (; !string.IsNullOrEmpty(space); space = space[..Math.Max(0, space.LastIndexOf('.'))])
            if (ByNamespace.TryGetValue(space, out int layer)) return layer;
        return null;
    }
}
