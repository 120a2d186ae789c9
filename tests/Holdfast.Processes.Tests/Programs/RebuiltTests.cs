using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Holdfast.Errors;

namespace Holdfast.Processes.Tests.Programs;

/// <summary>A program whose files are those of another build, while it and its children run.</summary>
public sealed class RebuiltTests : IDisposable
{
    private const string Main = "Holdfast.ProcessProgram.dll";
    private const string Library = "Holdfast.Processes.dll";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TestFolder _folder = new();
    private readonly OtherProgram _program;

    public RebuiltTests()
    {
        Directory.CreateDirectory(Built);
        foreach (string file in OtherProgram.Files) File.Copy(file, Path.Combine(Built, Path.GetFileName(file)));
        _program = Start();
    }

    private string Built => Path.Combine(_folder.Root, "built");

    [Theory]
    [InlineData(Main)]
    [InlineData(Library)]
    public void Start_AfterTheBuild_IsRefusedUntilTheProgramIsStartedAgain(string changed)
    {
        Assert.Equal("9", _program.Ask("square 3"));
        Rebuild(changed);
        AssertChanged(_program.Ask("square 3"));
        AssertChanged(_program.Ask("square 4"));
        using OtherProgram again = Start();
        Assert.Equal("9", again.Ask("square 3"));
    }

    [Fact]
    public void Start_InAChildFromBeforeTheBuild_IsRefused()
    {
        using Store store = Store.Open(_folder.Store);
        State state = store.GetState("default");
        _program.Ask("begin old");
        state.When("/begun", _ => true, Patience);
        Rebuild(Main);
        state["/go"] = true;
        string answer = _program.Ask("result old");
        Assert.StartsWith(nameof(ErrorCode.ProcessFailed), answer, StringComparison.Ordinal);
        Assert.Contains("built anew", answer, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_OnAWorkerFromBeforeTheBuild_GoesOn()
    {
        Assert.Equal("4", _program.Ask("run 2"));
        Rebuild(Main);
        Assert.Equal("9", _program.Ask("run 3"));
        Assert.Equal("14", _program.Ask("map 3"));
    }

    [Theory]
    [InlineData(Main)]
    [InlineData(Library)]
    public void Run_WithoutAWorkerFromBefore_SaysSo(string changed)
    {
        Rebuild(changed);
        AssertChanged(_program.Ask("run 3"));
        AssertChanged(_program.Ask("map 3"));
    }

    public void Dispose()
    {
        _program.Dispose();
        _folder.Dispose();
    }

    private OtherProgram Start() => new(["dotnet", Path.Combine(Built, Main)], _folder.Store);

    private static void AssertChanged(string answer)
    {
        Assert.StartsWith(nameof(ErrorCode.ProgramChanged), answer, StringComparison.Ordinal);
        Assert.Contains("built anew", answer, StringComparison.Ordinal);
    }

    /// <summary>Puts another build in the place of a file: the version id of its module is another one.</summary>
    private void Rebuild(string name)
    {
        string file = Path.Combine(Built, name);
        byte[] bytes = File.ReadAllBytes(file);
        byte[] version = VersionOf(bytes).ToByteArray();
        int place = bytes.AsSpan().IndexOf(version);
        Assert.Equal(-1, bytes.AsSpan(place + 1).IndexOf(version));
        Guid.NewGuid().TryWriteBytes(bytes.AsSpan(place));

        // As a build does it: those that run have the old file, which has no name any more.
        File.WriteAllBytes(file + ".new", bytes);
        File.Move(file + ".new", file, overwrite: true);
    }

    private static Guid VersionOf(byte[] file)
    {
        using PEReader image = new(new MemoryStream(file));
        MetadataReader metadata = image.GetMetadataReader();
        return metadata.GetGuid(metadata.GetModuleDefinition().Mvid);
    }
}
