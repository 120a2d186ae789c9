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
    /// What may still be planned: asab's stream server with the services and messages that it rests on, and the server
    /// of zproc with its addresses, its ping and its key.
    /// </summary>
    private static readonly Regex MayBePlanned = new(
        @"^(A-(1\.4|1\.5|4[0-4])|Z-(1\.2|1\.3|1\.6|4[6-9]|50|7[3-9]|12[6-9]|130))\b");

    /// <summary>What may be left out, and nothing else: it was agreed before the systems were joined.</summary>
    private static readonly HashSet<string> MayBeLeftOut =
    [
        "pydantic hooks",
        "metaclass and decorator syntax",
        "pickle files",
        "`caller_frame`",
        "truth value of objects",
        "dataclass backport",
        "exit on bad arguments and exit 1 on `--version`",
        "non-JSON keys",
        "obsolete synonyms",
        "asab's own lock file",
        "`get_hub`",
    ];

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

    [Fact]
    public void Rows_LeftOut_AreAllThatWasAgreedAndNothingElse() =>
        Assert.Equal(
            MayBeLeftOut.Order(StringComparer.Ordinal),
            Rows.Select(row => row.ReasonToLeaveOut).OfType<string>().Distinct().Order(StringComparer.Ordinal));

    /// <remarks>The numbers are those of the cases that were read out of each system.</remarks>
    [Theory]
    [InlineData(
        "P",
        "1 2 4 5 7 8 10 11 13 14 16 17 19 20 22 23 25 26 28 29 31 32 34 35 37 38 40 41 43 44 46 47")]
    [InlineData(
        "F",
        "1 2 4 5 7 8 9 11 12 14 15 17 18 20 21 23 24 25 27 28 29 30 31 33 34 35 36 38 39 40 41 43 "
            + "44 46 47 49 50 52 60 62 63 65 66 68 69 71 72 74 75")]
    [InlineData(
        "A",
        "1 2 4 5 7 8 9 10 11 13 14 16 17 19 20 22 23 25 26 28 29 31 32 34 35 37 38 40 41 43 44")]
    [InlineData(
        "R",
        "1 2 4 5 7 8 10 11 13 14 16 17 19 20 22 23 25 26 28 29 31 32 34 35 37 38 40 41 43 44 46 47 "
            + "49 50 52 53 55 56")]
    [InlineData(
        "Z",
        "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 22 23 25 26 30 31 32 33 34 36 37 39 40 41 42 44 45 50 51 "
            + "52 53 55 56 58 59 60 62 63 64 65 66 69 70 71 72 73 74 75 76 79 80 81 82 83 84 85 86 94 95 96 97 98 101 "
            + "102 103 106 107 108 109 110 111 112 113 114 121 122 123 124 125")]
    [InlineData("Z", "1.1 1.2 1.3 1.4 1.5 1.6 4.1 4.2 4.3 4.4 4.5 4.6 4.7")]
    public void Rows_EachCaseOfASystem_IsThere(string system, string numbers) =>
        Assert.DoesNotContain(
            numbers.Split(' ').Select(number => $"{system}-{number}"),
            id => !Rows.Any(row => Regex.IsMatch(row.Name, $@"\b{id}\b")));

    private static bool IsProved(ParityRow row, HashSet<string> tests)
    {
        if (row.ReasonToLeaveOut is { } reason) return MayBeLeftOut.Contains(reason);
        if (row.Proof == "planned") return MayBePlanned.IsMatch(row.Name);
        string[] named = [.. row.Proof.Split(',', StringSplitOptions.TrimEntries).Select(test => test.Trim('`'))];
        return named.All(tests.Contains);
    }

    private static IEnumerable<string> Methods(string file) =>
        CSharpSyntaxTree.ParseText(Repository.Read(file), cancellationToken: TestContext.Current.CancellationToken)
            .GetRoot(TestContext.Current.CancellationToken).DescendantNodes().OfType<MethodDeclarationSyntax>()
            .Where(method => method.Parent is ClassDeclarationSyntax && IsTest(method))
            .Select(method => $"{((ClassDeclarationSyntax)method.Parent!).Identifier}.{method.Identifier}");

    private static bool IsTest(MethodDeclarationSyntax method) => method.AttributeLists
        .SelectMany(list => list.Attributes)
        .Any(attribute => attribute.Name.ToString() is "Fact" or "Theory");
}
