using Microsoft.CodeAnalysis;

namespace Holdfast.Tests.Architecture;

/// <summary>
/// An asynchronous lambda also fits an <see cref="Action"/>, and a function whose result may be anything: it would be
/// called, and not awaited.
/// </summary>
public sealed class AsyncTraps
{
    /// <summary>
    /// What is told of something, as by an event: nobody waits for it, whatever it is. And what makes a singleton,
    /// which may be a task, or the state of a program; what closes a resource beside a function that opens it. The
    /// builder of a machine finds such functions itself, when it builds.
    /// </summary>
    private static readonly string[] Exempt = ["told", "observer", "callback", "handler", "factory", "create", "close"];

    [Theory]
    [InlineData("Holdfast")]
    [InlineData("Holdfast.Processes")]
    public void Functions_ThatAreCalled_CannotBeAsynchronousUnlessThatIsAwaited(string package) => Assert.Empty(
        SourceModel.Of(package).GetSymbolsWithName(_ => true, SymbolFilter.Member)
            .OfType<IMethodSymbol>()
            .Where(method => method is { MethodKind: MethodKind.Ordinary } && IsPublic(method))
            .Where(method => method.ContainingNamespace.Name != "Machines")
            .Where(method => method.Parameters.Any(IsTrap) && !HasTwin(method))
            .Select(method => method.ToDisplayString()));

    /// <summary>Whether an asynchronous lambda would fit, and what it gives be dropped or taken for a value.</summary>
    private static bool IsTrap(IParameterSymbol parameter) =>
        !Exempt.Contains(parameter.Name)
        && parameter.Type is INamedTypeSymbol { TypeKind: TypeKind.Delegate } type
        && (type.Name == nameof(Action) || IsOpenFunction(type));

    private static bool IsOpenFunction(INamedTypeSymbol type) =>
        type is { Name: "Func", TypeArguments: [.. var inputs, ITypeParameterSymbol result] }
        && result.DeclaringMethod is not null
        && !inputs.Contains(result, SymbolEqualityComparer.Default);

    /// <summary>Whether a method of the same name takes what is asynchronous, or refuses it at compile time.</summary>
    private static bool HasTwin(IMethodSymbol method) => method.ContainingType.GetMembers(method.Name)
        .OfType<IMethodSymbol>()
        .SelectMany(other => other.Parameters)
        .Any(parameter => parameter.Type is INamedTypeSymbol { Name: "Func", TypeArguments: [.., var result] }
            && result.Name is nameof(Task));

    private static bool IsPublic(ISymbol symbol) =>
        symbol.DeclaredAccessibility == Accessibility.Public
        && (symbol.ContainingType is null || IsPublic(symbol.ContainingType));
}
