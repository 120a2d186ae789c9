using System.Text.RegularExpressions;

namespace Holdfast.Cli.Tests.Commands;

public sealed class EditCommandTests : ShellTest
{
    [Fact]
    public void Edit_Change_IsOneCommitOfWhatChanged()
    {
        Do("""set / '{"a":1,"b":{"c":2,"d":3}}'""");
        UseEditor("sed -i 's/2/20/; s/3/30/' \"$1\"");
        Assert.Equal("revision 2\n", Do("edit"));
        Assert.EndsWith("""
            "changes":[{"path":"/b/c","before":2,"after":20},{"path":"/b/d","before":3,"after":30}]}

            """, Do("show 2 --json"), StringComparison.Ordinal);
    }

    [Fact]
    public void Edit_Path_OpensThatValueIndented()
    {
        Do("""set /o '{"a":[1]}'""");
        string seen = Shell.FilePath("seen");
        UseEditor($"cp \"$1\" {seen}");
        Do("edit /o");
        Assert.Equal("{\n  \"a\": [\n    1\n  ]\n}\n", File.ReadAllText(seen));
    }

    [Fact]
    public void Edit_NothingChanged_MakesNoCommit()
    {
        Do("set /a 1");
        UseEditor("true");
        Assert.Equal("revision 1\n", Do("edit"));
        Assert.Equal("{\"revision\":1,\"value\":1}\n", Do("get /a --json"));
    }

    [Fact]
    public void Edit_SomebodyElseChangedTheSame_IsRefused()
    {
        Do("set /a 1 /b 1");
        UseEditor($"""
            {HoldfastInProcess("set /a 7")}
            sed -i 's/"a": 1/"a": 2/' "$1"
            """);
        Result result = Run("edit");
        Assert.Contains("\"a\": 2", TakeKept(result), StringComparison.Ordinal);
        result.AssertFails(1, "HF0014");
        Assert.Equal("7\n", Do("get /a"));
    }

    [Fact]
    public void Edit_SomebodyElseChangedWhatIsBeside_GoesThrough()
    {
        Do("set /a 1 /b 1");
        UseEditor($"""
            {HoldfastInProcess("set /b 7")}
            sed -i 's/"a": 1/"a": 2/' "$1"
            """);
        Assert.Equal(0, Run("edit").Exit);
        Assert.Equal("{\"a\":2,\"b\":7}\n", Do("get"));
    }

    [Fact]
    public void Edit_NoJsonLeft_Exits2AndKeepsTheText()
    {
        Do("set /a 1");
        UseEditor("echo nonsense > \"$1\"");
        Result result = Run("edit /a");
        Assert.Equal("nonsense\n", TakeKept(result));
        result.AssertFails(2, "HF0002", "a string needs its quotes");
    }

    // Only what did not begin with a quote was said to be kept.
    [Fact]
    public void Edit_StringWithoutItsEnd_KeepsTheText()
    {
        Do("set /a 1");
        UseEditor("echo '\"abc' > \"$1\"");
        Result result = Run("edit /a --json");
        Assert.Equal("\"abc\n", TakeKept(result));
        Assert.Contains("\"line\":1,", result.Error, StringComparison.Ordinal);
    }

    // Bytes that are no text were replaced, and committed so.
    [Fact]
    public void Edit_NoUtf8Left_Exits2AndKeepsTheText()
    {
        Do("set /a 1");
        UseEditor("printf '\"\\377\"' > \"$1\"");
        Result result = Run("edit /a");
        TakeKept(result);
        result.AssertFails(2, "HF0002");
    }

    [Fact]
    public void Edit_EditorFails_CommitsNothing()
    {
        Do("set /a 1");
        UseEditor("exit 4");
        Run("edit /a").AssertFails(1, "HF0062", "status 4");
        Shell.Variables["EDITOR"] = "/no/such/editor";
        Run("edit /a").AssertFails(1, "HF0062", "/no/such/editor");
    }

    [Theory]
    [InlineData(" ")]
    [InlineData("''")]
    public async Task Edit_EditorOfNoWord_IsTheUsualOne(string editor)
    {
        Do("set /a 1");
        UseEditor("echo 2 > \"$1\"");
        string folder = Path.GetDirectoryName(Shell.StorePath)!;
        Result result = await RealProcess.ShellAsync(
            Shell.StorePath,
            $"ln -s editor {folder}/vi; EDITOR=\"{editor}\" PATH={folder}:$PATH holdfast edit /a",
            TestContext.Current.CancellationToken);
        Assert.Equal(new Result(0, "revision 2\n", ""), result);
    }

    [Fact]
    public void Edit_DryRun_PrintsThePatch()
    {
        Do("set /a 1");
        UseEditor("echo 2 > \"$1\"");
        Result result = Run("edit /a --dry-run");
        Assert.Equal((0, """[{"op":"replace","path":"/a","value":2}]""" + "\n"), (result.Exit, result.Output));
        Assert.Equal("1\n", Do("get /a"));

        // What was typed for a commit that was only tried was gone.
        Assert.Equal("2\n", TakeKept(result));
        UseEditor("true");
        Assert.Equal("[]\n", Do("edit /a --dry-run"));
    }

    [Fact]
    public void Edit_RootMadeAnArray_Exits2()
    {
        Do("set /a 1");
        UseEditor("echo '[]' > \"$1\"");
        Result result = Run("edit");
        Assert.Equal("[]\n", TakeKept(result));
        result.AssertFails(2, "HF0007");
    }

    // The text was in a file that nothing named.
    private static string TakeKept(Result result)
    {
        string kept = Regex.Match(result.Error, "your text is kept in ([^\"\n]+)").Groups[1].Value;
        Assert.NotEqual("", kept);
        string text = File.ReadAllText(kept);
        File.Delete(kept);
        return text;
    }

    // What another program would do while the editor is open.
    private string HoldfastInProcess(string line) => $"{RealProcess.ShellCommand} --store {Shell.StorePath} {line} >&2";

    private void UseEditor(string script)
    {
        string file = Shell.AddFile("editor", "#!/bin/sh\n" + script + "\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Shell.Variables["EDITOR"] = file;
    }
}
