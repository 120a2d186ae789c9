using System.Text.Json;

namespace Holdfast.Cli.Tests.Commands;

public sealed class HistoryCommandTests : ShellTest
{
    [Fact]
    public void Log_Json_IsNewestFirstInTheShapeOfWatch()
    {
        Do("set /a 1");
        Do("set /a 2");
        string[] log = Do("log --json").TrimEnd('\n').Split('\n');
        string[] watch = Do("watch --from 1 --count 2").TrimEnd('\n').Split('\n');
        Assert.Equal(watch.Reverse(), log);
    }

    [Fact]
    public void Log_ManyCommits_ShowsTheNewest20()
    {
        for (int count = 0; count < 25; count++) Do("add /n");
        string[] lines = Do("log").TrimEnd('\n').Split('\n');
        Assert.Equal(20, lines.Length);
        Assert.StartsWith("25\t", lines[0], StringComparison.Ordinal);
        Assert.Equal(3, Do("log -n 3").TrimEnd('\n').Split('\n').Length);
        Assert.Equal(25, Do("log -n 100").TrimEnd('\n').Split('\n').Length);
    }

    [Fact]
    public void Log_Path_ShowsWhatChangedThere()
    {
        Do("set /a/b 1");
        Do("set /x 1");
        Do("set /a/b 2");
        Assert.Equal([3, 1], Do("log /a --json").TrimEnd('\n').Split('\n').Select(Revision));
    }

    [Fact]
    public void Log_Terminal_DrawsATable()
    {
        Do("set /a 1 --reason because");
        Shell.IsTerminal = true;
        string drawing = Do("log");
        Assert.Contains("revision", drawing, StringComparison.Ordinal);
        Assert.Contains("because", drawing, StringComparison.Ordinal);
        Assert.Contains('\e', drawing);
    }

    [Fact]
    public void Log_TerminalWithNoColor_HasNoEscapeSequence()
    {
        Do("set /a 1");
        Shell.IsTerminal = true;
        Shell.Variables["NO_COLOR"] = "1";
        Assert.DoesNotContain('\e', Do("log"));
        Assert.DoesNotContain('\e', Do("tree"));
    }

    [Fact]
    public void Log_EmptyStore_PrintsNothing() => Assert.Equal("", Do("log"));

    [Fact]
    public void Log_ControlCharacters_DoNotReachTheTerminal()
    {
        Shell.RunWords(["set", "/a", "1", "--reason", "x\e[31my", "--author", "a\nb"]);
        string line = Do("log");
        Assert.DoesNotContain('\e', line);
        Assert.Single(line.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public void Show_Revision_PrintsAllOfIt()
    {
        Do("set /a 1 /b 2 --author ann --reason why");
        string text = Do("show 1");
        Assert.Contains("author   ann", text, StringComparison.Ordinal);
        Assert.Contains("reason   why", text, StringComparison.Ordinal);
        Assert.EndsWith("/a: (nothing) -> 1\n/b: (nothing) -> 2\n", text, StringComparison.Ordinal);
        Assert.Equal(Do("watch --from 1 --count 1"), Do("show 1 --json"));
    }

    [Fact]
    public void Show_UnknownRevision_Exits1()
    {
        Do("set /a 1");
        Run("show 9").AssertFails(1, "HF0016");
        Run("show x").AssertFails(2, "HF0060");
    }

    [Fact]
    public void Diff_OneOrTwoRevisions_PrintsAPatch()
    {
        Do("set /a 1");
        Do("set /b 1");
        Do("set /b 2");
        Assert.Equal("""[{"op":"add","path":"/b","value":2}]""" + "\n", Do("diff 1"));
        Assert.Equal("""[{"op":"add","path":"/b","value":1}]""" + "\n", Do("diff 1 2"));
        Assert.Equal("""[{"op":"remove","path":"/b"}]""" + "\n", Do("diff 3 1 --json"));
        Run("diff 1 9").AssertFails(1, "HF0016");
    }

    [Fact]
    public void Blame_Path_FindsTheLastCommitThatChangedIt()
    {
        Do("set /a/b 1");
        Do("set /a/c 1");
        Do("set /x 1");
        Assert.Equal(1, Revision(Do("blame /a/b --json")));
        Assert.Equal(2, Revision(Do("blame /a --json")));
        Assert.StartsWith("revision 2\n", Do("blame /a"), StringComparison.Ordinal);
        Run("blame /nope").AssertFails(1, "HF0004");
    }

    [Fact]
    public void Rollback_Revision_MakesTheContentAsItWas()
    {
        Do("set /a 1");
        Do("set /b 2");
        Assert.Equal("revision 3\n", Do("rollback 1"));
        Assert.Equal("{\"a\":1}\n", Do("get"));
        Do("rollback 0");
        Assert.Equal("{}\n", Do("get"));
        Do("revert 4");
        Assert.Equal("{\"a\":1}\n", Do("get"));
        Do("rollback 0 /a");
        Assert.Equal("{}\n", Do("get"));
    }

    [Fact]
    public void Rollback_Path_RemovesWhatWasNotThere()
    {
        Do("set /a 1");
        Do("set /b 2 /a 5");
        Do("rollback 1 /b");
        Assert.Equal("{\"a\":5}\n", Do("get"));
        Run("rollback 77").AssertFails(1, "HF0016");
    }

    [Fact]
    public void Revert_Commit_UndoesItOnly()
    {
        Do("set /a 1");
        Do("set /a 2");
        Do("set /b 1");
        Do("revert 2");
        Assert.Equal("{\"a\":1,\"b\":1}\n", Do("get"));
    }

    [Fact]
    public void Revert_WhatWasChangedAgain_ConflictsAndExits1()
    {
        Do("set /a 1");
        Do("set /a 2");
        Run("revert 1").AssertFails(1, "HF0014");
        Run("revert 1 --dry-run").AssertFails(1, "HF0014");
    }

    private static int Revision(string line) => JsonDocument.Parse(line).RootElement.GetProperty("revision").GetInt32();
}
