using Holdfast.Control;
using Holdfast.Errors;
using Holdfast.Tests.Logs.File;

namespace Holdfast.Tests.Control;

/// <content>Files that the state is loaded from and saved to.</content>
public sealed partial class ProgramStateTests
{
    [Fact]
    public void ConfigFileLoad_File_ReplacesTheStateAndInitialValuesFillItUp()
    {
        string file = Path.Combine(_folder.Root, "load.json");
        File.WriteAllText(file, """{"cfg":{"k":"v"},"additionalState":{"theAnswer":43}}""");
        using ProgramState old = new(Anew);
        old["/previous"] = 1;
        using D state = new(Anew with { ConfigFileLoad = file });
        Assert.Equal(("v", 43), (state.Get<string>("/cfg/k"), state.Get<int>("/additionalState/theAnswer")));
        Assert.Equal("demo", state.Get<string>("/this/name"));
        Assert.Equal("Arthur Dent", state.Get<string>("/additionalState/foundBy"));
        Assert.False(state.Exists("/previous"));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    public void ConfigFileLoad_NoState_IsACodedErrorAndNothingChanges(string content)
    {
        string file = Path.Combine(_folder.Root, "bad.json");
        File.WriteAllText(file, content);
        using ProgramState before = new(Anew);
        before["/a"] = 1;
        var refused = Assert.Throws<HoldfastException>(() => new D(Anew with { ConfigFileLoad = file }));
        Assert.Equal((ErrorCode.ConfigFileUnusable, file), (refused.Code, refused.File));
        Assert.True(before.Exists("/a"));
    }

    // Only the end of the body saved.
    [Fact]
    public void Run_EndedBySigterm_SavesItsState()
    {
        const int sigterm = 15;
        string file = Path.Combine(_folder.Root, "saved.json");
        using ChildProcess program = new("save-program", "--config-save", file);
        Assert.Equal("ready", program.ReadLine());
        Assert.False(File.Exists(file));
        program.Signal(sigterm);
        program.End();
        using FileStream saved = File.OpenRead(file);
        Assert.Equal(7, Value.Parse(saved)["count"]);
    }

    [Fact]
    public void ConfigFileSave_AtTheEnd_IsLoadedAsAnEqualState()
    {
        string file = Path.Combine(_folder.Root, "kept.json");
        ProgramStateOptions options = Anew with
        {
            ConfigFileLoad = file,
            ConfigFileSave = file,
            Sharing = ProgramSharing.Own,
        };
        Value saved;
        using (D first = new(options))
        {
            first["/additionalState/theAnswer"] = 43;
            first["/a~1b/c d"] = Value.Parse("""[1,1.50,null,"ü\n"]""");
            saved = first.Get("/");
        }

        using D second = new(options);
        Assert.Equal(saved.ToString(), second.Get("/").ToString());
    }

    // What came after the first object was in no file.
    [Fact]
    public void ConfigFileSave_ChangesAfterTheFirstObject_AreSavedWithTheLast()
    {
        string file = Path.Combine(_folder.Root, "kept.json");
        ProgramState first = new(Anew with { ConfigFileSave = file });
        using ProgramState second = new();
        first.Dispose();
        second["/a"] = 1;
        using (ProgramState third = new()) third["/b"] = 2;
        Assert.False(Value.Parse(File.ReadAllText(file)).TryGet("/a", out _));
        second.Dispose();
        Assert.Equal(second.State.Snapshot().Root, Value.Parse(File.ReadAllText(file)));
        using (ProgramState fourth = new()) fourth["/c"] = 3;
        Assert.Equal(3, Value.Parse(File.ReadAllText(file))["c"]);
    }

    [Fact]
    public void ConfigFileSave_ChangesOfAnObjectThatIsNeverDisposedOf_AreSavedWhenTheProgramEnds()
    {
        string file = Path.Combine(_folder.Root, "saved.json");
        using ChildProcess program = new("save-late", "--config-save", file);
        Assert.Equal("ready", program.ReadLine());
        program.End();
        Assert.Equal(8, Value.Parse(File.ReadAllText(file))["count"]);
    }

    [Fact]
    public void Save_OnRequest_WritesTheFileThatIsNamed()
    {
        using ProgramState state = Own();
        string file = Path.Combine(_folder.Root, "saved.json");
        state.Save(file);
        Assert.Equal(state.Get("/"), Value.Parse(File.ReadAllText(file)));
        Assert.Equal(ErrorCode.ConfigFileUnusable, Assert.Throws<HoldfastException>(() => state.Save()).Code);
        Assert.Throws<HoldfastException>(() => state.Save(Path.Combine(_folder.Root, "no/such/folder")));
    }

    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public void Save_SeveralAtOnce_WritesWholeFilesWithTheirPermissions()
    {
        using ProgramState state = Own();
        string file = Path.Combine(_folder.Root, "secret.json");
        state.Save(file);
        const UnixFileMode onlyOwner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        File.SetUnixFileMode(file, onlyOwner);
        Parallel.For(0, 40, _ => state.Save(file));
        Assert.Equal(state.Get("/"), Value.Parse(File.ReadAllText(file)));
        Assert.Equal(onlyOwner, File.GetUnixFileMode(file));
        Assert.Single(Directory.GetFiles(_folder.Root, "secret.json*"));
    }

    [Fact]
    public void DebugFolder_Missing_IsMadeWithTheState()
    {
        string folder = Path.Combine(_folder.Root, "x/y");
        using ProgramState state = new(new() { Sharing = ProgramSharing.Own, DebugFolder = folder });
        Assert.True(Directory.Exists(folder));
        state.Handle(Value.Parse("""{"meta":{"var":"/a","set":1}}"""));
        Assert.True(File.Exists(Path.Combine(folder, "000001-state.json")));
    }
}
