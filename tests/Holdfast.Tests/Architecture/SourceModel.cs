using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Holdfast.Tests.Architecture;

/// <summary>The library's source as the compiler sees it; source generators do not run.</summary>
internal static class SourceModel
{
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private const string Friends =
        "[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"Holdfast.Processes\")]";

    public static CSharpParseOptions ParseOptions { get; } = new(LanguageVersion.Preview);

    public static SyntaxTree ImplicitUsingsTree { get; } = CSharpSyntaxTree.ParseText(ImplicitUsings, ParseOptions);

    public static IReadOnlyList<MetadataReference> FrameworkReferences { get; } =
        [.. Directory.EnumerateFiles(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "*.dll")
            .Where(IsManaged)
            .Select(file => MetadataReference.CreateFromFile(file))];

    public static CSharpCompilation Library { get; } = Compile("Holdfast", FrameworkReferences);

    public static CSharpCompilation Processes { get; } = Compile(
        "Holdfast.Processes", [.. FrameworkReferences, Library.ToMetadataReference()]);

    /// <summary>The package of a name.</summary>
    public static CSharpCompilation Of(string package) =>
        package == Library.AssemblyName ? Library : Processes;

    private static CSharpCompilation Compile(string package, IEnumerable<MetadataReference> references) =>
        CSharpCompilation.Create(
            package,
            [
                ImplicitUsingsTree,
                CSharpSyntaxTree.ParseText(Friends, ParseOptions),
                .. Repository.Files("*.cs", $"src/{package}").Select(Parse),
            ],
            references,
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary,
                allowUnsafe: true,
                nullableContextOptions: NullableContextOptions.Enable));

    private static SyntaxTree Parse(string file) =>
        CSharpSyntaxTree.ParseText(Repository.Read(file), ParseOptions, file);

    private static bool IsManaged(string file)
    {
        string name = Path.GetFileName(file);
        return name.StartsWith("System", StringComparison.Ordinal)
            || name is "mscorlib.dll" or "netstandard.dll"
                or "Microsoft.CSharp.dll" or "Microsoft.Win32.Primitives.dll";
    }
}
