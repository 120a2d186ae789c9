using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Holdfast.Tests.Architecture;

public sealed class FileShape
{
    private const int MostLines = 500;
    private const int MostColumns = 120;

    private static readonly string[] Folders = ["src", "tests", "bench", "samples"];

    [Fact]
    public void SourceFiles_All_AreShortEnough() =>
        Assert.Empty(Repository.Files("*.cs", Folders)
            .Select(file => (File: file, Lines: Repository.Read(file).Count(character => character == '\n')))
            .Where(file => file.Lines > MostLines)
            .Select(file => $"{file.File}: {file.Lines} lines"));

    /// <summary>
    /// Lines inside a raw text of several lines are data, and may be as long as the data is; all others may not.
    /// </summary>
    [Fact]
    public void SourceLines_All_AreNarrowEnough() =>
        Assert.Empty(Repository.Files("*.cs", Folders).SelectMany(WideLines));

    private static IEnumerable<string> WideLines(string file)
    {
        string text = Repository.Read(file);
        string[] lines = text.Split('\n');
        int[] wide = [.. Enumerable.Range(0, lines.Length).Where(line => lines[line].Length > MostColumns)];
        if (wide.Length == 0) return [];
        SyntaxTree tree = CSharpSyntaxTree.ParseText(text, SourceModel.ParseOptions);
        HashSet<int> data = [.. tree.GetRoot().DescendantTokens().Where(IsRawText).SelectMany(DataLines)];
        return wide.Except(data).Select(line => $"{file}:{line + 1}: {lines[line].Length} columns");
    }

    private static bool IsRawText(SyntaxToken token) => token.Kind()
        is SyntaxKind.MultiLineRawStringLiteralToken or SyntaxKind.Utf8MultiLineRawStringLiteralToken;

    private static IEnumerable<int> DataLines(SyntaxToken token)
    {
        FileLinePositionSpan span = token.SyntaxTree!.GetLineSpan(token.Span);
        int first = span.StartLinePosition.Line;
        return Enumerable.Range(first, span.EndLinePosition.Line - first + 1);
    }
}
