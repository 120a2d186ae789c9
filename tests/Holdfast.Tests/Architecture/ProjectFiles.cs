using System.Xml.Linq;

namespace Holdfast.Tests.Architecture;

public sealed class ProjectFiles
{
    public static TheoryData<string, string[]> Arrows => new()
    {
        { "src/Holdfast/Holdfast.csproj", [] },
        { "src/Holdfast.Cli/Holdfast.Cli.csproj", ["Holdfast", "Holdfast.Processes"] },
        { "src/Holdfast.Processes/Holdfast.Processes.csproj", ["Holdfast"] },
        { "samples/Contacts/Contacts.csproj", ["Holdfast"] },
        { "samples/Counter/Counter.csproj", ["Holdfast"] },
        { "samples/Crawler/Crawler.csproj", ["Holdfast"] },
        { "samples/Devices/Devices.csproj", ["Holdfast"] },
        { "samples/Earth/Earth.csproj", ["Holdfast"] },
        { "samples/Inventory/Inventory.csproj", ["Holdfast"] },
        { "samples/Orders/Orders.csproj", ["Holdfast"] },
        { "samples/Prices/Prices.csproj", ["Holdfast"] },
        { "samples/Settings/Settings.csproj", ["Holdfast"] },
        { "samples/Tour/Tour.csproj", ["Holdfast.Processes"] },
        { "samples/Visits/Visits.csproj", ["Holdfast"] },
        { "samples/Website/Website.csproj", ["Holdfast.Processes"] },
        { "samples/WordIndex/WordIndex.csproj", ["Holdfast.Processes"] },
        {
            "tests/Holdfast.Samples.Tests/Holdfast.Samples.Tests.csproj",
            [
                "Contacts", "Counter", "Crawler", "Devices", "Earth", "Inventory", "Orders", "Prices", "Settings",
                "Tour", "Visits", "Website", "WordIndex",
            ]
        },
        { "bench/Holdfast.Bench/Holdfast.Bench.csproj", ["Holdfast", "Holdfast.Processes"] },
        {
            "tests/Holdfast.Tests/Holdfast.Tests.csproj",
            ["Holdfast", "Holdfast.Processes", "Holdfast.CrashChild"]
        },
        { "tests/Holdfast.Cli.Tests/Holdfast.Cli.Tests.csproj", ["Holdfast.Cli", "Holdfast.CrashChild"] },
        { "tests/Holdfast.Coordination.Child/Holdfast.Coordination.Child.csproj", ["Holdfast.Processes"] },
        {
            "tests/Holdfast.Processes.Tests/Holdfast.Processes.Tests.csproj",
            ["Holdfast.Processes", "Holdfast.Coordination.Child", "Holdfast.ProcessProgram"]
        },
        { "tests/Holdfast.ProcessProgram/Holdfast.ProcessProgram.csproj", ["Holdfast.Processes"] },
        { "tests/Holdfast.Proof.Child/Holdfast.Proof.Child.csproj", ["Holdfast"] },
        { "tests/Holdfast.Proof.Tests/Holdfast.Proof.Tests.csproj", ["Holdfast", "Holdfast.Proof.Child"] },
    };

    [Theory]
    [MemberData(nameof(Arrows))]
    public void ProjectReferences_OfEachProject_AreTheArrowsAllowed(string project, string[] allowed) =>
        Assert.Equal(allowed, References(project, "ProjectReference").Select(Path.GetFileNameWithoutExtension));

    [Theory]
    [InlineData("src/Holdfast/Holdfast.csproj")]
    [InlineData("src/Holdfast.Processes/Holdfast.Processes.csproj")]
    public void Packages_OfALibrary_AreNone(string project) =>
        Assert.Empty(References(project, "PackageReference"));

    [Fact]
    public void Packages_OfEveryProject_AreOnTheDependencyPage()
    {
        string page = Repository.Read("docs/dependencies.md");
        string[] missing = [.. Repository.Files("*.csproj", "src", "tests", "bench", "samples")
            .Append("tests/Directory.Build.props")
            .SelectMany(project => References(project, "PackageReference"))
            .Distinct(StringComparer.Ordinal)
            .Where(package => !page.Contains(package, StringComparison.Ordinal))];
        Assert.Empty(missing);
    }

    [Fact]
    public void Solution_EveryProject_IsListed()
    {
        string solution = Repository.Read("Holdfast.slnx");
        Assert.All(Repository.Files("*.csproj", "src", "tests", "bench", "samples"),
            project => Assert.Contains(project, solution, StringComparison.Ordinal));
    }

    private static IEnumerable<string> References(string project, string element) =>
        XDocument.Parse(Repository.Read(project)).Descendants(element)
            .Select(reference => reference.Attribute("Include")!.Value.Replace('\\', '/'));
}
