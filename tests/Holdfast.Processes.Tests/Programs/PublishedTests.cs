using System.Runtime.InteropServices;
using Holdfast.Processes.Tests.Ending;

namespace Holdfast.Processes.Tests.Programs;

/// <summary>The ways in which a program is started and published; each has children.</summary>
/// <remarks>Inside a test runner is what all other tests are.</remarks>
[Collection(nameof(Publisher))]
public sealed class PublishedTests(Publisher publisher) : IClassFixture<Publisher>, IDisposable
{
    private static readonly string[] SingleFile =
        [$"-p:RuntimeIdentifier={RuntimeInformation.RuntimeIdentifier}", "-p:PublishSingleFile=true"];

    private readonly TestFolder _folder = new();
    private readonly Marked _marked = new();

    [Fact]
    public void Program_ByItsExecutable_StartsChildren() =>
        AssertStartsChildren([Path.Combine(AppContext.BaseDirectory, "Holdfast.ProcessProgram")]);

    [Fact]
    public void Child_OfAProgramByItsExecutable_IsToItselfThatProgram()
    {
        using OtherProgram program = new(
            [Path.Combine(AppContext.BaseDirectory, "Holdfast.ProcessProgram")], _folder.Store);
        Assert.Equal(program.Ask("identity"), program.Ask("child"));
    }

    [Fact]
    public void Child_OfAnInstalledRuntime_IsEnteredWithoutAHook()
    {
        using OtherProgram program = new(OtherProgram.ByRunner, _folder.Store);
        string[] line = program.Ask("line").Split(' ');
        Assert.Equal(
            ["Holdfast.Processes.dll", "Holdfast.ProcessProgram.dll"],
            line[^2..].Select(word => Path.GetFileName(word)));
    }

    [Fact]
    public void Program_ByTheRunner_StartsChildren() => AssertStartsChildren(OtherProgram.ByRunner);

    [Fact]
    public void Program_ByDotnetRun_StartsChildren() =>
        AssertStartsChildren(["dotnet", "run", "--no-build", "--project", publisher.Build(), "--"]);

    [Fact]
    public void Program_InASingleFile_StartsChildren() => AssertStartsChildren(
        [publisher.Publish("single", [.. SingleFile, "-p:SelfContained=false"])]);

    /// <summary>Its line in <c>Main</c> takes the place of the hook, which is switched off in it.</summary>
    [Fact]
    public void Program_Trimmed_StartsChildrenByTryRun()
    {
        string program = publisher.Publish(
            "trimmed", [.. SingleFile, "-p:SelfContained=true", "-p:PublishTrimmed=true"]);
        AssertStartsChildren([program]);
    }

    /// <summary>It needs neither, where the runtime is installed.</summary>
    [Fact]
    public void Program_WithoutHooksAndTryRun_StartsChildren() => AssertStartsChildren(
        [publisher.Publish("unhooked", "-p:StartupHookSupport=false", "-p:DefineConstants=WITHOUT_ENTRY")]);

    // Its children failed in Main, before anything could tell the parent why: they have no arguments.
    [Fact]
    public void Program_TrimmedWithoutTryRun_IsToldWhatIsMissing()
    {
        string program = publisher.Publish(
            "unready",
            [.. SingleFile, "-p:SelfContained=true", "-p:PublishTrimmed=true", "-p:DefineConstants=WITHOUT_ENTRY"]);
        using OtherProgram unready = new([program], _folder.Store, environment: _marked.Environment);
        foreach (string ask in (string[])["square 3", "run 4"])
        {
            string said = unready.Ask(ask);
            Assert.StartsWith("ChildFailed: ", said, StringComparison.Ordinal);
            Assert.Contains("ProcessWorker.TryRun()", said, StringComparison.Ordinal);
        }

        Assert.Equal(0, unready.End());
    }

    public void Dispose() => _folder.Dispose();

    private void AssertStartsChildren(IReadOnlyList<string> words)
    {
        using OtherProgram program = new(words, _folder.Store, environment: _marked.Environment);
        Assert.Equal("9", program.Ask("square 3"));
        Assert.Equal("2", program.Ask("nest 2"));
        Assert.Equal("16", program.Ask("run 4"));
        Assert.Equal("14", program.Ask("map 3"));
        program.Ask("hold child");
        Assert.Equal("child", program.Ask("alive"));
        Assert.Equal(0, program.End());
        Assert.Empty(_marked.WaitForNone(TimeSpan.FromSeconds(1)).Left);
    }
}
