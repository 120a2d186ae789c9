using Holdfast.Errors;
using Holdfast.Processes.Children;

namespace Holdfast.Processes.Tests.Starting;

/// <summary>The words by which the host runs this package in the place of a program.</summary>
public sealed class ChildCommandTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly string _program;
    private readonly string _entry;

    public ChildCommandTests()
    {
        Directory.CreateDirectory(_folder.Root);
        _program = Path.Combine(_folder.Root, "shop.dll");
        _entry = Path.Combine(_folder.Root, "Holdfast.Processes.dll");
    }

    private string Settings => Path.Combine(_folder.Root, "shop.runtimeconfig.json");

    private string Assemblies => Path.Combine(_folder.Root, "shop.deps.json");

    [Fact]
    public void WordsToEnter_ProgramByItsExecutable_GivesItsFiles()
    {
        File.WriteAllText(Settings, "{}");
        File.WriteAllText(Assemblies, "{}");
        Assert.Equal(
            ["exec", "--runtimeconfig", Settings, "--depsfile", Assemblies, _entry, _program],
            ChildCommand.WordsToEnter([], _program, _entry));
    }

    [Fact]
    public void WordsToEnter_ProgramWithoutAListOfAssemblies_LetsTheHostLookInTheFolder()
    {
        File.WriteAllText(Settings, "{}");
        Assert.Equal(
            ["exec", "--runtimeconfig", Settings, _entry, _program],
            ChildCommand.WordsToEnter([], _program, _entry));
    }

    [Fact]
    public void WordsToEnter_ProgramWithOptionsOfTheRunner_KeepsThem()
    {
        File.WriteAllText(Settings, "{}");
        File.WriteAllText(Assemblies, "{}");
        Assert.Equal(
            [
                "exec", "--depsfile", "/other.json", "--roll-forward", "Major", "--runtimeconfig", Settings, _entry,
                _program,
            ],
            ChildCommand.WordsToEnter(
                ["exec", "--depsfile", "/other.json", "--roll-forward", "Major"], _program, _entry));
    }

    [Fact]
    public void WordsToEnter_ProgramWithoutSettings_GivesNone() =>
        Assert.Null(ChildCommand.WordsToEnter([], _program, _entry));

    [Fact]
    public void WordsToEnter_ProgramInAnotherFolder_GivesNone()
    {
        File.WriteAllText(Settings, "{}");
        Assert.Null(ChildCommand.WordsToEnter([], _program, "/elsewhere/Holdfast.Processes.dll"));
    }

    [Fact]
    public void WordsToEnter_SingleFile_GivesNone() => Assert.Null(ChildCommand.WordsToEnter([], "", ""));

    [Fact]
    public void ThrowIfGone_EntryThatIsThere_DoesNothingUntilItIsGone()
    {
        File.WriteAllText(_entry, "");
        ChildCommand command = new("dotnet", ["shop"], _entry);
        command.ThrowIfGone();
        File.Delete(_entry);
        HoldfastException gone = Assert.Throws<HoldfastException>(command.ThrowIfGone);
        Assert.Equal((ErrorCode.ChildFailed, _entry), (gone.Code, gone.File));
    }

    [Fact]
    public void ThrowIfGone_ProgramThatIsItsOwnEntry_IsLeftToTheSystem() =>
        new ChildCommand("/no/shop", ["/no/shop"], Entry: null).ThrowIfGone();

    public void Dispose() => _folder.Dispose();
}
