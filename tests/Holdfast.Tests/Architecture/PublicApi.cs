using Microsoft.CodeAnalysis;

namespace Holdfast.Tests.Architecture;

/// <summary>Keeps the list of everything public in a text file, so that a change of it is seen in a review.</summary>
public sealed class PublicApi
{
    private const string WriteVariable = "HOLDFAST_WRITE_API";

    private static readonly SymbolDisplayFormat Format = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypes,
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters
            | SymbolDisplayGenericsOptions.IncludeTypeConstraints,
        memberOptions: SymbolDisplayMemberOptions.IncludeParameters | SymbolDisplayMemberOptions.IncludeType
            | SymbolDisplayMemberOptions.IncludeModifiers | SymbolDisplayMemberOptions.IncludeConstantValue
            | SymbolDisplayMemberOptions.IncludeRef,
        kindOptions: SymbolDisplayKindOptions.IncludeTypeKeyword,
        parameterOptions: SymbolDisplayParameterOptions.IncludeType | SymbolDisplayParameterOptions.IncludeName
            | SymbolDisplayParameterOptions.IncludeDefaultValue | SymbolDisplayParameterOptions.IncludeParamsRefOut,
        propertyStyle: SymbolDisplayPropertyStyle.ShowReadWriteDescriptor,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.UseSpecialTypes
            | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    [Theory]
    [InlineData("Holdfast", "tests/Holdfast.Tests/Architecture/PublicApi.txt")]
    [InlineData("Holdfast.Processes", "tests/Holdfast.Tests/Architecture/PublicApi.Processes.txt")]
    public void Library_WhatIsPublic_IsWhatTheListSays(string package, string listFile)
    {
        string[] actual = [.. Types(SourceModel.Of(package).Assembly.GlobalNamespace)
            .OrderBy(type => type.ToDisplayString(), StringComparer.Ordinal)
            .SelectMany(Describe)];
        if (Environment.GetEnvironmentVariable(WriteVariable) == "1")
            File.WriteAllLines(Path.Combine(Repository.Root, listFile), actual);
        string[] listed = Repository.Read(listFile).TrimEnd('\n').Split('\n');
        Assert.True(
            actual.SequenceEqual(listed),
            $"The public API is not what {listFile} says; if that is meant, run this test with {WriteVariable}=1.\n"
            + string.Join('\n', listed.Except(actual).Select(line => "- " + line)
                .Concat(actual.Except(listed).Select(line => "+ " + line))));
    }

    private static IEnumerable<INamedTypeSymbol> Types(INamespaceOrTypeSymbol container) => container.GetMembers()
        .OfType<INamespaceOrTypeSymbol>()
        .Where(member => member is INamespaceSymbol || IsVisible(member))
        .SelectMany(member => member is INamedTypeSymbol type ? Types(type).Prepend(type) : Types(member));

    private static IEnumerable<string> Describe(INamedTypeSymbol type) => type.GetMembers()
        .Where(member => IsVisible(member) && member is not ITypeSymbol && !IsAccessor(member)
        && !member.Name.StartsWith('<'))
        .Select(member => "    " + member.ToDisplayString(Format))
        .Order(StringComparer.Ordinal)
        .Prepend($"{type.ContainingNamespace.ToDisplayString()}: {type.ToDisplayString(Format)}");

    private static bool IsVisible(ISymbol symbol) => symbol.DeclaredAccessibility
        is Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal;

    private static bool IsAccessor(ISymbol symbol) => symbol is IMethodSymbol
    {
        MethodKind: MethodKind.PropertyGet or MethodKind.PropertySet or MethodKind.EventAdd or MethodKind.EventRemove,
    };
}
