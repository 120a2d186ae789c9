using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Holdfast.Tests.Architecture;

public sealed class NamespaceArrows
{
    [Fact]
    public void Source_EveryReference_PointsDownOrStaysInItsLayer()
    {
        string[] upward = [.. SourceModel.Library.SyntaxTrees
            .SelectMany(UpwardReferences)
            .Distinct(StringComparer.Ordinal)];
        Assert.True(upward.Length == 0, "References to a higher layer:\n" + string.Join("\n", upward));
    }

    [Fact]
    public void Source_NoFeature_KnowsAnotherThatItMayNot()
    {
        string[] sideways = [.. SourceModel.Library.SyntaxTrees
            .SelectMany(SidewaysReferences)
            .Distinct(StringComparer.Ordinal)];
        Assert.True(sideways.Length == 0, "References from feature to feature:\n" + string.Join("\n", sideways));
    }

    [Fact]
    public void Source_EveryNamespace_IsItsFolder()
    {
        string[] strays = [.. SourceModel.Library.SyntaxTrees.Concat(SourceModel.Processes.SyntaxTrees)
            .SelectMany(tree => tree.GetRoot().DescendantNodes().OfType<BaseNamespaceDeclarationSyntax>())
            .Where(declaration => declaration.Name.ToString() != NamespaceOf(declaration.SyntaxTree.FilePath))
            .Select(declaration => $"{declaration.SyntaxTree.FilePath}: {declaration.Name}")];
        Assert.True(strays.Length == 0, "Namespaces that are not their folder:\n" + string.Join("\n", strays));
    }

    private static string NamespaceOf(string file) =>
        Path.GetDirectoryName(file)!["src/".Length..].Replace('/', '.').Replace('\\', '.');

    private static IEnumerable<string> UpwardReferences(SyntaxTree tree)
    {
        SemanticModel model = SourceModel.Library.GetSemanticModel(tree);
        foreach (SimpleNameSyntax name in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>())
        {
            if (model.GetSymbolInfo(name).Symbol is not { } used || !IsOwn(used)) continue;
            if (Layers.Of(used) is not { } target) continue;
            if (OwnLayer(model, name) is not { } own || target <= own) continue;
            int line = name.GetLocation().GetLineSpan().StartLinePosition.Line + 1;
            yield return $"{tree.FilePath}:{line}: {used.ToDisplayString()}";
        }
    }

    private static IEnumerable<string> SidewaysReferences(SyntaxTree tree)
    {
        SemanticModel model = SourceModel.Library.GetSemanticModel(tree);
        foreach (SimpleNameSyntax name in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>())
        {
            if (model.GetSymbolInfo(name).Symbol is not { } used || used is INamespaceSymbol || !IsOwn(used)) continue;
            if (OwnType(model, name) is not { } own || Layers.MayUse(Layers.FeatureOf(own), Layers.FeatureOf(used)))
                continue;
            int line = name.GetLocation().GetLineSpan().StartLinePosition.Line + 1;
            yield return $"{tree.FilePath}:{line}: {used.ToDisplayString()}";
        }
    }

    private static bool IsOwn(ISymbol symbol) =>
        SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, SourceModel.Library.Assembly);

    private static int? OwnLayer(SemanticModel model, SyntaxNode node) =>
        OwnType(model, node) is { } type ? Layers.Of(type) : null;

    private static INamedTypeSymbol? OwnType(SemanticModel model, SyntaxNode node)
    {
        BaseTypeDeclarationSyntax? type = node.Ancestors().OfType<BaseTypeDeclarationSyntax>().LastOrDefault();
        return type is null ? null : model.GetDeclaredSymbol(type) as INamedTypeSymbol;
    }
}
