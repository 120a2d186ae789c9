using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Holdfast.Tests.Architecture;

/// <summary>
/// Keeps the parity page honest: no empty row, no test that is not there, nothing put off that was not agreed.
/// </summary>
public sealed class ParityPage
{
    private static readonly IReadOnlyList<ParityRow> Rows = ParityRow.ReadAll(Repository.Read("docs/parity.md"));

    /// <summary>
    /// What may still be planned: asab's stream server with the services and messages that it rests on.
    /// </summary>
    private static readonly Regex MayBePlanned = new(@"^A-(1\.4|1\.5|4[0-4])\b");

    [Fact]
    public void Rows_EachCell_SaysSomething() =>
        Assert.Empty(Rows.Where(row => row.Cells.Length != 4 || row.Cells.Any(string.IsNullOrWhiteSpace))
            .Select(row => row.Text));

    [Fact]
    public void Rows_TheirProof_IsATestOrAReason()
    {
        HashSet<string> tests = [.. Repository.Files("*.cs", "tests").SelectMany(Methods)];
        string[] unproved = [.. Rows.Where(row => !IsProved(row, tests)).Select(row => row.Text)];
        Assert.True(unproved.Length == 0, "Rows whose test does not exist:\n" + string.Join("\n", unproved));
    }

    private static bool IsProved(ParityRow row, HashSet<string> tests)
    {
        if (row.Proof.StartsWith("left out: ", StringComparison.Ordinal)) return true;
        if (row.Proof == "planned") return MayBePlanned.IsMatch(row.Name);
        string[] named = [.. row.Proof.Split(',', StringSplitOptions.TrimEntries).Select(test => test.Trim('`'))];
        return named.All(tests.Contains);
    }

    private static IEnumerable<string> Methods(string file) =>
        CSharpSyntaxTree.ParseText(Repository.Read(file), cancellationToken: TestContext.Current.CancellationToken)
            .GetRoot(TestContext.Current.CancellationToken).DescendantNodes().OfType<MethodDeclarationSyntax>()
            .Where(method => method.AttributeLists.Count > 0 && method.Parent is ClassDeclarationSyntax)
            .Select(method => $"{((ClassDeclarationSyntax)method.Parent!).Identifier}.{method.Identifier}");
}
