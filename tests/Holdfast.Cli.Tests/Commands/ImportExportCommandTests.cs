namespace Holdfast.Cli.Tests.Commands;

public sealed class ImportExportCommandTests : ShellTest
{
    [Fact]
    public void Import_File_ReplacesTheWhole()
    {
        Do("set /old 1");
        string file = Shell.AddFile("in.json", """{"a":[1,2,{"b":1.50}]}""");
        Assert.Equal("revision 2\n", Do($"import {file}"));
        Assert.Equal("{\"a\":[1,2,{\"b\":1.50}]}\n", Do("get"));
    }

    [Fact]
    public void Import_DuplicateNames_TakesTheLastAndWarns()
    {
        Result result = Run("import -", """{"o":{"x":1,"x":2}}""");
        Assert.Equal(0, result.Exit);
        Assert.Matches("^holdfast: [^\n]*/o/x[^\n]*\n$", result.Error);
        Assert.Equal("2\n", Do("get /o/x"));
    }

    [Fact]
    public void Import_DuplicateNamesQuiet_SaysNothing() =>
        Assert.Equal("", Run("import - -q", """{"x":1,"x":2}""").Error);

    [Theory]
    [InlineData("[1]", "HF0007")]
    [InlineData("{\"a\":", "HF0002")]
    [InlineData("", "HF0002")]
    [InlineData("{} {}", "HF0002")]
    public void Import_NoObject_Exits2AndChangesNothing(string text, string code)
    {
        Do("set /a 1");
        Run("import -", text).AssertFails(2, code);
        Assert.Equal("{\"revision\":1,\"value\":{\"a\":1}}\n", Do("get --json"));
    }

    [Fact]
    public void Import_MissingFile_Exits2BeforeTheStoreIsOpened()
    {
        Run("import /no/such/file").AssertFails(2, "HF0060");
        Assert.False(Directory.Exists(Shell.StorePath));
    }

    [Fact]
    public void Export_StandardOutput_IsIndented()
    {
        Do("""set / '{"a":{"b":[1]}}'""");
        Assert.Equal("{\n  \"a\": {\n    \"b\": [\n      1\n    ]\n  }\n}\n", Do("export"));
    }

    [Fact]
    public void Export_File_IsWhatImportTakes()
    {
        Do("""set / '{"a":{"":[1,"ü",null]}}'""");
        string file = Shell.FilePath("out.json");
        Assert.Equal("revision 1\n", Do($"export {file}"));
        Do($"import {file} --namespace copy");
        Assert.Equal(Do("get"), Do("get --namespace copy"));
        Assert.Equal(["out.json", "store"], Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(file)!)
            .Select(Path.GetFileName).Order());
    }

    [Fact]
    public void Export_FolderThatDoesNotExist_Exits2()
    {
        Do("set /a 1");
        Run("export /no/such/folder/out.json").AssertFails(2, "HF0060");
    }

    [Fact]
    public void ImportExport_MegabytesOnATerminal_ShowProgressAndRoundTrip()
    {
        string text = "{" + string.Join(',', Enumerable.Range(0, 50_000)
            .Select(number => $"\"key{number}\":\"{new string('x', 40)}\"")) + "}";
        string file = Shell.AddFile("big.json", text);
        Shell.IsTerminal = true;
        Assert.Equal(0, Run($"import {file}").Exit);
        Shell.IsTerminal = false;
        Assert.Equal(text + "\n", Do("get"));
    }
}
