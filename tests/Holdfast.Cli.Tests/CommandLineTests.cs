using System.Text.Json;
using Holdfast.Cli.Commands;

namespace Holdfast.Cli.Tests;

/// <summary>What holds for every command line.</summary>
public sealed class CommandLineTests : ShellTest
{
    public static TheoryData<string> Commands => [.. CommandTable.All().Select(command => command.Syntax.Name)];

    [Theory]
    [MemberData(nameof(Commands))]
    public void Help_OfEachCommand_HasExamplesThatParse(string name)
    {
        foreach (string option in new[] { "--help", "-h", "-?" })
        {
            string help = Do($"{name} {option}");
            Assert.Contains("Usage:", help, StringComparison.Ordinal);
            Assert.Contains("Examples:", help, StringComparison.Ordinal);
        }

        Assert.NotEmpty(CommandTable.Find(name)!.Syntax.Examples);
        Assert.False(Directory.Exists(Shell.StorePath));
    }

    [Fact]
    public void Help_OfTheWhole_ListsEveryCommand()
    {
        string help = Do("--help");
        Assert.All(CommandTable.All(),
            command => Assert.Contains($"\n  {command.Syntax.Name} ", help, StringComparison.Ordinal));
        Assert.Contains("holdfast get /stock/tea", help, StringComparison.Ordinal);
    }

    [Fact]
    public void Help_AsAWord_IsHelp()
    {
        Assert.Equal(Do("--help"), Do("help"));
        Assert.Equal(Do("get --help"), Do("help get"));
    }

    // A script that asks whether there is a command got the general help, and status 0.
    [Theory]
    [InlineData("help nope")]
    [InlineData("nope --help")]
    [InlineData("nope -h --json")]
    public void Help_OfNoCommand_Exits2(string line)
    {
        Result result = Run(line);
        Assert.Equal((2, ""), (result.Exit, result.Output));
        Assert.Contains("there is no command 'nope'", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("help help")]
    [InlineData("help --help")]
    [InlineData("--store x help")]
    public void Help_OfHelp_IsThatOfTheWhole(string line) => Assert.Equal(Do("--help"), Do(line));

    [Theory]
    [InlineData("import /")]
    [InlineData("patch /")]
    [InlineData("export /")]
    public void File_ThatIsAFolder_Exits2(string line) =>
        Run(line).AssertFails(2, "HF0060", "'/' is a folder; give a file");

    [Fact]
    public void Count_ByItsShortName_IsNamedSo() => Run("log -n x").AssertFails(2, "HF0060", "-n, --count 'x'");

    [Fact]
    public void Version_Printed_IsThatOfTheLibrary() => Assert.Matches(@"^holdfast \d+\.\d+\.\d+\n$", Do("--version"));

    [Theory]
    [InlineData("")]
    [InlineData("frobnicate")]
    [InlineData("get --frobnicate")]
    [InlineData("--frobnicate")]
    public void Line_UnknownCommandOrOption_Exits2(string line) => Run(line).AssertFails(2, "HF0060");

    [Theory]
    [InlineData("--json get /nope")]
    [InlineData("get --json /nope")]
    [InlineData("get /nope --json")]
    public void Json_AnywhereOnAFailure_GivesTheErrorObject(string line)
    {
        Result result = Run(line);
        Assert.Equal((1, ""), (result.Exit, result.Output));
        JsonElement error = JsonDocument.Parse(result.Error).RootElement;
        Assert.Equal("HF0004", error.GetProperty("error").GetProperty("code").GetString());
        Assert.NotEqual("", error.GetProperty("error").GetProperty("message").GetString());
        Assert.Equal(1, error.GetProperty("exit").GetInt32());
    }

    [Theory]
    [InlineData("--json frobnicate", 2)]
    [InlineData("get --frobnicate --json", 2)]
    [InlineData("set /a '{' --json", 2)]
    public void Json_OnAWrongLine_GivesTheErrorObjectToo(string line, int exit) =>
        Assert.Equal(exit, JsonDocument.Parse(Run(line).Error).RootElement.GetProperty("exit").GetInt32());

    [Fact]
    public void Json_MalformedText_SaysLineAndColumn()
    {
        JsonElement error = JsonDocument.Parse(Run("set /a '{\n  x}' --json").Error).RootElement.GetProperty("error");
        Assert.Equal(2, error.GetProperty("line").GetInt32());
        Assert.True(error.GetProperty("column").GetInt32() > 0);
    }

    // They said what is wrong, and not what to do.
    [Theory]
    [InlineData("set /a 1 --if-revision 999", 1, "HF0016", "; give one that log shows")]
    [InlineData("set /a 1 --if notjson", 2, "HF0002", "; a string needs its quotes")]
    [InlineData("set /a -", 2, "HF0002", "; for the text itself add --string")]
    [InlineData("append /a -", 2, "HF0002", "; for the text itself add --string")]
    [InlineData("merge /a -", 2, "HF0002", "; a string needs its quotes")]
    [InlineData("merge /a notjson", 2, "HF0002", "; a string needs its quotes")]
    [InlineData("patch -", 2, "HF0002", "; correct it")]
    [InlineData("import -", 2, "HF0002", "; correct it")]
    public void Failure_OfAValueOrARevision_SaysWhatToDo(string line, int exit, string code, string hint) =>
        Run(line, "notjson").AssertFails(exit, code, hint);

    [Fact]
    public void Store_OptionVariableAndDefault_InThisOrder()
    {
        string byOption = Shell.FilePath("option");
        string byVariable = Shell.FilePath("variable");
        Shell.Variables["HOLDFAST_STORE"] = byVariable;
        Do($"set /a 1 --store {byOption}");
        Do("set /a 2");
        Assert.Equal("1\n", Do($"--store {byOption} get /a"));
        Assert.Equal("2\n", Do($"--store {byVariable} get /a"));
    }

    [Fact]
    public void Namespace_OptionVariableAndDefault_InThisOrder()
    {
        Do("set /a 1");
        Shell.Variables["HOLDFAST_NAMESPACE"] = "env";
        Do("set /a 2");
        Do("set /a 3 --namespace opt");
        Assert.Equal("2\n", Do("get /a"));
        Assert.Equal("3\n", Do("get /a --namespace opt"));
        Assert.Equal("1\n", Do("get /a --namespace default"));
    }

    [Theory]
    [InlineData("get --namespace ''", "HF0021")]
    [InlineData("get --namespace '$sys'", "HF0022")]
    [InlineData("get --store ''", "HF0060")]
    [InlineData("set /a 1 --store ftp://x", "HF0023")]
    public void Global_Malformed_Exits2(string line, string code) => Run(line).AssertFails(2, code);

    // What no commit can hold was an exception of the framework.
    [Theory]
    [InlineData("--author")]
    [InlineData("--reason")]
    public void AuthorAndReason_TooLong_Exit2(string option)
    {
        string text = new('x', 65_537);
        Shell.RunWords(["set", "/a", "1", option, text]).AssertFails(
            2, "HF0060", $"{option} has 65537 characters, and may have 65536");
        Assert.Equal(0, Shell.RunWords(["set", "/a", "1", option, text[1..]]).Exit);
    }

    /// <summary>A script's unset variable, as in <c>holdfast stop "$NAME"</c>, is its mistake and no fault.</summary>
    [Theory]
    [InlineData("pause ''")]
    [InlineData("resume ''")]
    [InlineData("cancel ''")]
    [InlineData("stop ''")]
    [InlineData("logs ''")]
    [InlineData("export ''")]
    [InlineData("import ''")]
    [InlineData("patch ''")]
    [InlineData("backup ''")]
    [InlineData("ctl --config-load ''")]
    [InlineData("ctl --config-save ''")]
    [InlineData("ctl --msg '{}' --debug-to-dir ''")]
    public void Name_Empty_Exits2(string line) => Run(line).AssertFails(2, "HF0060", "name is empty; give one");

    /// <summary>The root is an object and always there: no state could make these right.</summary>
    [Theory]
    [InlineData("set '' 3")]
    [InlineData("set '' '{}' --if 3")]
    [InlineData("set '' '{}' --if-missing")]
    [InlineData("merge '' 3")]
    [InlineData("add ''")]
    [InlineData("add / 2 --dry-run")]
    [InlineData("append '' 1")]
    [InlineData("append / 1 --dry-run")]
    [InlineData("lock '' -- true")]
    [InlineData("wait '' --missing --timeout 0")]
    [InlineData("wait '' --equals 3 --timeout 0")]
    public void Root_ForWhatNoRootIs_Exits2(string line)
    {
        Run(line).AssertFails(2, "HF0007");
        Assert.False(Directory.Exists(Shell.StorePath));
    }

    /// <summary>Of these a state could be right, so it is the state that says no.</summary>
    [Theory]
    [InlineData("add /s", "HF0012")]
    [InlineData("append /s 1", "HF0012")]
    [InlineData("set /s/x 1", "HF0005")]
    [InlineData("set '' '{}' --if '{}'", "HF0013")]
    [InlineData("wait '' --equals '{}' --timeout 0", "HF0015")]
    [InlineData("machine ''", "HF0109")]
    [InlineData("pause /", "HF0131")]
    [InlineData("show 0", "HF0016")]
    public void State_ThatSaysNo_Exits1(string line, string code)
    {
        Do("set /s --string x");
        Run(line).AssertFails(1, code);
    }

    [Theory]
    [InlineData("lock /l -- ''")]
    [InlineData("watch --from 1 -- ''")]
    public void Program_WithoutAName_Exits2(string line)
    {
        Do("set /s 1");
        Run(line).AssertFails(2, "HF0060", "the program's name is empty");
    }

    [Theory]
    [InlineData("save ''")]
    [InlineData("load ''")]
    public void Name_EmptyInTheShell_Exits2(string line) =>
        Run("shell", line).AssertFails(2, "HF0060", "name is empty; give one");

    [Theory]
    [InlineData("get /a")]
    [InlineData("set /a 1")]
    [InlineData("log")]
    public void Store_FileInItsPlace_Exits3(string line)
    {
        string file = Shell.AddFile("file", "x");
        Run($"{line} --store {file}").AssertFails(3, "HF0030");
    }

    /// <summary>It read as empty: a script took "no permission" for "no data".</summary>
    [Theory]
    [InlineData("ls")]
    [InlineData("namespaces")]
    [InlineData("get /n")]
    [InlineData("check")]
    [InlineData("ps")]
    public async Task Store_InAFolderOfSomebodyElse_Exits3(string line)
    {
        Do("set /n 1");
        string folder = Path.GetDirectoryName(Shell.StorePath)!;
        string command = $"chmod 700 {folder} && {RealProcess.ShellCommandOfNobody} {line}";
        Result result = await RealProcess.ShellAsync(
            Shell.StorePath, command, TestContext.Current.CancellationToken);
        result.AssertFails(3, "HF0031", "Permission denied");
    }

    [Fact]
    public void Store_FolderOfSomethingElse_Exits3()
    {
        Shell.AddFile("not-a-store", "x");
        Run($"set /a 1 --store {Path.GetDirectoryName(Shell.StorePath)}").AssertFails(3, "HF0030");
    }

    [Fact]
    public void Store_NewerFormat_Exits3()
    {
        Do("set /a 1");
        string file = Path.Combine(Shell.StorePath, "store.json");
        File.WriteAllText(
            file, File.ReadAllText(file).Replace("\"format\":1", "\"format\":99", StringComparison.Ordinal));
        Run("get /a").AssertFails(3, "HF0032", "99");
    }

    [Fact]
    public void Verbosity_Two_SaysWhatWasOpened()
    {
        Do("set /a 1");
        Result result = Run("get /a -v 2");
        Assert.Equal("1\n", result.Output);
        Assert.Matches("^holdfast: store .*, namespace default, revision 1\n$", result.Error);
        Assert.Equal(result with { Error = "" }, Run("get /a"));
    }

    [Fact]
    public void Verbosity_Three_SaysTheCausesButNoStackTrace()
    {
        Result result = Run("patch /no/such/file -v 3");
        Assert.Equal(2, result.Exit);
        Assert.Contains("holdfast: because: ", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void QuietAndVerbosity_Together_AreWrong() => Run("get -q -v 2").AssertFails(2, "HF0060");

    [Fact]
    public void Completion_EachShell_PrintsAScriptThatAsks()
    {
        foreach (string shell in new[] { "bash", "zsh", "fish", "pwsh" })
            Assert.Contains("[suggest:", Do($"completion {shell}"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("holdfast wa", "wait\nwatch\n")]
    [InlineData("holdfast get --r", "--raw\n--reason\n")]
    [InlineData("holdfast get /", "\n")]
    [InlineData("holdfast set /a 1 --durability ", "disk\nprocess\n")]
    public void Suggest_Line_GivesWhatFits(string line, string words) =>
        Assert.Equal(words, Shell.RunWords([$"[suggest:{line.Length}]", line]).Output);
}
