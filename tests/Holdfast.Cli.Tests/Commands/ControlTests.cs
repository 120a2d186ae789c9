namespace Holdfast.Cli.Tests.Commands;

public sealed class ControlTests : ShellTest
{
    [Fact]
    public void Ctl_Message_PrintsTheReply()
    {
        Assert.Equal(
            """
            {
                "d_ret": {
                    "/a/b": 1
                },
                "status": true
            }

            """,
            Do("""ctl --msg '{"action":"internalctl","meta":{"var":"/a/b","set":1}}' --author eve"""));
        Assert.Equal("1\n", Do("get /a/b"));
        Assert.Contains("eve", Do("log"), StringComparison.Ordinal);
        Assert.Equal(
            """{"d_ret":{"a":{"b":1}},"status":true}""" + "\n",
            Do("ctl --msg - --json", """{"meta":{"var":"/","get":"value"}}"""));
    }

    [Fact]
    public void Ctl_MessageThatCannotBeDone_IsAnsweredAndTheStatusSaysSo()
    {
        Result missing = Run("""ctl --msg '{"meta":{"var":"/none","get":""}}'""");
        Assert.Equal((1, ""), (missing.Exit, missing.Error));
        Assert.Contains("\"status\": false", missing.Output, StringComparison.Ordinal);
        Assert.Contains("HF0004", missing.Output, StringComparison.Ordinal);
        Assert.Equal(2, Run("ctl --msg '{}'").Exit);
        Assert.Equal(2, Run("ctl --msg '{'").Exit);
    }

    [Theory]
    [InlineData("--msg")]
    [InlineData("--state")]
    [InlineData("--config-load")]
    [InlineData("--config-save")]
    [InlineData("--debug-to-dir")]
    public void Ctl_WithoutOptions_NamesEachThatIsEnough(string option) => Run("ctl").AssertFails(2, "HF0060", option);

    [Fact]
    public void Ctl_State_IsShownAsJsonOrTree()
    {
        Do("""set /earthState '{"current":"Destroyed"}'""");
        Assert.Equal(
            """
            {
                "asdict": {
                    "current": "Destroyed"
                },
                "status": true
            }

            """,
            Do("ctl --state /earthState"));
        Assert.Equal(
            """{"asdict":{"current":"Destroyed"},"status":true}""" + "\n", Do("ctl --state /earthState --json"));
        Assert.Equal(
            """{"asdict":"Destroyed","status":true}""" + "\n", Do("ctl --state earthState/current/ --json"));
        Assert.Equal(
            "o---/\n    +---+\n        o---earthState\n            +--current           Destroyed\n",
            Do("ctl --state tree"));
        Result missing = Run("ctl --state /none --json");
        Assert.Equal((1, """{"asdict":{},"status":false}""" + "\n"), (missing.Exit, missing.Output));
    }

    // Only a message made the folder.
    [Theory]
    [InlineData("")]
    [InlineData("--state /")]
    public void Ctl_DebugFolderWithoutMessage_IsMadeOrRefused(string rest)
    {
        string folder = Shell.FilePath("x/y");
        Assert.Equal(0, Run($"ctl --debug-to-dir {folder} {rest}").Exit);
        Assert.True(Directory.Exists(folder));
        Result refused = Run($"ctl --debug-to-dir {Shell.AddFile("file", "")} {rest}");
        Assert.Equal(3, refused.Exit);
        Assert.Contains("HF0151", refused.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--config-load", "--config-save", "--debug-to-dir")]
    [InlineData("--configFileLoad", "--configFileSave", "--debugToDir")]
    public void Ctl_Files_AreLoadedSavedAndKept(string load, string save, string debug)
    {
        string from = Shell.AddFile("from.json", """{"cfg":{"k":"v"}}""");
        string to = Shell.FilePath("to.json"), folder = Shell.FilePath("x/y");
        Do("set /old 1");
        Do($$"""ctl {{load}} {{from}} {{save}} {{to}} {{debug}} {{folder}} --msg '{"meta":{"var":"/n","set":2} }'""");
        Assert.Equal("""{"cfg":{"k":"v"},"n":2}""" + "\n", Do("get /"));
        Assert.Equal(Value.Parse("""{"cfg":{"k":"v"},"n":2}"""), Value.Parse(File.ReadAllText(to)));
        Assert.Equal(3, Directory.GetFiles(folder).Length);
        Do("rm /n");
        Do($"ctl {load} {to}");
        Assert.Equal("2\n", Do("get /n"));
    }

    [Fact]
    public void Ctl_FilesThatCannotBeUsed_AreCodedErrorsAndNothingIsDone()
    {
        Do("set /a 1");
        Assert.Equal(2, Run($"ctl --config-load {Shell.FilePath("none")}").Exit);
        Assert.Equal(2, Run($"ctl --config-load {Shell.AddFile("list", "[]")}").Exit);
        Result refused = Run(
            $$"""ctl --debug-to-dir {{Shell.AddFile("file", "")}} --msg '{"meta":{"var":"/","delete":""} }'""");
        Assert.Equal(3, refused.Exit);
        Assert.Contains("HF0151", refused.Error, StringComparison.Ordinal);
        Assert.Equal("1\n", Do("get /a"));
    }

    // The state was replaced before it was known that the rest could be done, and in a commit of its own.
    [Theory]
    [InlineData("--msg '{}'", 2)]
    [InlineData("--msg '{\"meta\":{\"var\":\"/cfg/x\",\"set\":1}}'", 1)]
    [InlineData("--msg '{\"meta\":{\"var\":\"/n\",\"set\":1}}' --state /none", 1)]
    [InlineData("--msg '{\"meta\":{\"var\":\"/n\",\"set\":1}}' --debug-to-dir FILE", 3)]
    [InlineData("--state /none", 1)]
    public void Ctl_LoadBesideWhatCannotBeDone_ReplacesNothing(string rest, int exit)
    {
        string from = Shell.AddFile("from.json", """{"cfg":1}""");
        rest = rest.Replace("FILE", Shell.AddFile("file", ""), StringComparison.Ordinal);
        Do("set /a 1");
        Assert.Equal(exit, Run($"ctl --config-load {from} {rest}").Exit);
        Assert.Equal("""{"a":1}""" + "\n", Do("get /"));
    }

    [Fact]
    public void Ctl_LoadAndMessage_AreOneCommit()
    {
        string from = Shell.AddFile("from.json", """{"cfg":1}""");
        Do("set /a 1");
        string before = Do("log");
        Do($$"""ctl --config-load {{from}} --msg '{"meta":{"var":"/n","set":2} }' --state /n""");
        Assert.Equal("""{"cfg":1,"n":2}""" + "\n", Do("get /"));
        Assert.Equal(before.Count(c => c == '\n') + 1, Do("log").Count(c => c == '\n'));
    }

    [Theory]
    [InlineData("""{"meta":{"var":"/a","set":{"b":1}}}""", """[{"op":"add","path":"/a","value":{"b":1}}]""", 0)]
    [InlineData("""{"meta":{"var":"/n","delete":""}}""", """[{"op":"remove","path":"/n"}]""", 0)]
    [InlineData("""{"meta":{"var":"/n","get":""}}""", "[]", 0)]
    [InlineData("""{"meta":{"var":"none","valueReplace":"x"}}""", "[]", 1)]
    [InlineData("""{"meta":{"var":"/a","get":"","set":3}}""", """[{"op":"add","path":"/a","value":3}]""", 1)]
    public void Ctl_MessageOnTrial_PrintsThePatchAndChangesNothing(string message, string patch, int exit)
    {
        Do("set /n 1");
        string log = Do("log");
        Result tried = Run($"ctl --msg '{message}' --dry-run");
        Assert.Equal((exit, patch + "\n", ""), (tried.Exit, tried.Output, tried.Error));
        Assert.Equal(("1\n", log), (Do("get /n"), Do("log")));
        Assert.Equal(exit, Run($"ctl --msg '{message}'").Exit);
    }

    [Theory]
    [InlineData("""{"meta":{"var":"/none","get":""}}""")]
    [InlineData("""{"meta":{"var":"/n/x","set":1}}""")]
    [InlineData("""{"meta":{"var":"/","set":1}}""")]
    [InlineData("{}")]
    public void Ctl_MessageOnTrialThatCannotBeDone_IsAnsweredAsWithout(string message)
    {
        Do("set /n 1");
        Result real = Run($"ctl --msg '{message}'");
        Assert.NotEqual(0, real.Exit);
        Assert.Equal(real, Run($"ctl --msg '{message}' --dry-run"));
    }

    [Fact]
    public void Ctl_LoadOnTrial_PrintsThePatchAndTheStateAsItWouldBe()
    {
        Do("set /n 1");
        string from = Shell.AddFile("from.json", """{"cfg":2}""");
        Assert.Equal(
            """[{"op":"remove","path":"/n"},{"op":"add","path":"/cfg","value":2}]""" + "\n"
                + """{"asdict":2,"status":true}""" + "\n",
            Do($"ctl --config-load {from} --state /cfg --dry-run --json"));
        Run($"ctl --config-load {from} --state /n --dry-run").AssertFails(1, "HF0004");
        Assert.Equal("""{"n":1}""" + "\n", Do("get /"));
    }

    [Fact]
    public void Ctl_OnTrialWhereNoStoreIs_MakesNone()
    {
        Do("""ctl --msg '{"meta":{"var":"/a","set":1}}' --dry-run""");
        Assert.False(Directory.Exists(Shell.StorePath));
    }

    [Theory]
    [InlineData("process")]
    [InlineData("disk")]
    public void Ctl_WithADurability_IsCommittedSo(string durability)
    {
        Do($$"""ctl --msg '{"meta":{"var":"/a","set":1} }' --durability {{durability}}""");
        Do($"ctl --config-load {Shell.AddFile("b.json", """{"b":2}""")} --durability {durability}");
        Assert.Equal("""{"b":2}""" + "\n", Do("get /"));
    }

    [Theory]
    [InlineData("--state / --dry-run", "--dry-run is for a commit")]
    [InlineData("--config-save FILE --durability disk", "--durability is for a commit")]
    [InlineData("--debug-to-dir FOLDER --durability disk", "--durability is for a commit")]
    [InlineData("--config-load EMPTY --config-save FILE --dry-run", "nothing to keep")]
    [InlineData("--config-load EMPTY --debug-to-dir FOLDER --dry-run", "nothing to keep")]
    [InlineData("--config-load EMPTY --durability paper", "process, disk")]
    public void Ctl_CommitOptionsWhereNothingIsCommitted_AreRefused(string rest, string part)
    {
        string file = Shell.FilePath("file.json"), folder = Shell.FilePath("folder");
        rest = rest.Replace("EMPTY", Shell.AddFile("empty.json", "{}"), StringComparison.Ordinal)
            .Replace("FILE", file, StringComparison.Ordinal).Replace("FOLDER", folder, StringComparison.Ordinal);
        Run("ctl " + rest).AssertFails(2, "HF0060", part);
        Assert.False(File.Exists(file) || Directory.Exists(folder));
    }

    [Fact]
    public void Ctl_WithoutMessageAndState_PrintsTheRevision()
    {
        string from = Shell.AddFile("from.json", """{"cfg":2}"""), to = Shell.FilePath("to.json");
        Assert.Equal("revision 1\n", Do($"ctl --config-load {from}"));
        Assert.Equal("{\"revision\":1}\n", Do($"ctl --config-save {to} --json"));
        Assert.Equal("", Do($"ctl --config-save {to} --quiet"));
    }

    [Theory]
    [InlineData("-x", "valueReplace")]
    [InlineData("--desc", "internalctl")]
    [InlineData("-y", "[--msg '<JSON>']")]
    [InlineData("--synopsis", "--debug-to-dir")]
    public void Ctl_Help_IsPrinted(string option, string part) =>
        Assert.Contains(part, Do($"ctl {option}"), StringComparison.Ordinal);

    [Fact]
    public void Ctl_Environment_IsTheHosts()
    {
        Shell.Variables["HOST_IP"] = "1.2.3.4";
        Do("set /ip --string %HOST_IP");
        Do("""ctl --msg '{"meta":{"var":"%HOST_IP","valueReplace":"ENV"}}'""");
        Assert.Equal("\"1.2.3.4\"\n", Do("get /ip"));
    }
}
