using System.Text.RegularExpressions;

namespace Holdfast.Tests.Architecture;

/// <summary>Each feature has a page, and each page names a program that can be run.</summary>
public sealed partial class SamplePages
{
    private static readonly string[] Samples =
        [.. Repository.Files("*.csproj", "samples").Select(project => Path.GetFileNameWithoutExtension(project))];

    [Theory]
    [InlineData("collections")]
    [InlineData("configuration")]
    [InlineData("control")]
    [InlineData("coordination")]
    [InlineData("immutable")]
    [InlineData("lifecycle")]
    [InlineData("machines")]
    [InlineData("maps")]
    [InlineData("processes")]
    [InlineData("reactions")]
    [InlineData("supervision")]
    [InlineData("tree")]
    public void Page_OfAFeature_NamesSamplesThatAreThere(string page)
    {
        string[] named = [.. NamedBy($"docs/{page}.md")];
        Assert.NotEmpty(named);
        Assert.Empty(named.Except(Samples));
    }

    [Fact]
    public void List_OfTheSamples_NamesEach() => Assert.Equal(
        Samples.Order(StringComparer.Ordinal),
        Row().Matches(Repository.Read("samples/README.md")).Select(match => match.Groups[1].Value)
            .Order(StringComparer.Ordinal));

    [Fact]
    public void Project_OfASample_HasATestThatRunsIt()
    {
        string tests = string.Concat(
            Repository.Files("*.cs", "tests/Holdfast.Samples.Tests").Select(Repository.Read));
        Assert.NotEmpty(Samples);
        Assert.DoesNotContain(Samples, sample => !tests.Contains($"\"{sample}\"", StringComparison.Ordinal));
    }

    private static IEnumerable<string> NamedBy(string page) =>
        Link().Matches(Repository.Read(page)).Select(match => match.Groups[1].Value);

    [GeneratedRegex(@"\]\(\.\./samples/(\w+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^\| \[(\w+)\]\(\1\) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
