using Holdfast.Cli.Execution;
using Holdfast.Cli.Interactive;
using Holdfast.Cli.Output;

namespace Holdfast.Cli.Tests.Commands;

public sealed class ShellCommandTests : ShellTest
{
    [Theory]
    [InlineData("watch", "'watch' is no verb of the shell")]
    [InlineData("ps --watch", "'ps --watch' cannot be a line of the shell")]
    public void Line_ThatNeverEnds_IsRefused(string line, string part) =>
        Run("shell", line + "\n").AssertFails(2, "HF0060", part);

    [Fact]
    public void Shell_Lines_MoveAndChange()
    {
        string output = Do("shell --author ann", """
            mkdir /a/b c
            cd a/b
            touch file1 10
            touch ../x '"text"'
            append ../x '" more"'
            pwd
            cat ../x
            ls ..
            cd
            rm c
            cp /a /copy
            tree
            get /a/x
            """);

        Assert.Equal(
            """
            /a/b
            "text more"
            b/
            x
            o---/
                +---+
                    o---a
                    |   +--x                 text more
                    |   +---+
                    |       o---b
                    |           +--file1             10
                    o---copy
                        +---+
                            o---a
                                +--x                 text more
                                +---+
                                    o---b
                                        +--file1             10
            "text more"

            """.ReplaceLineEndings("\n"),
            output);
        Assert.Contains("ann", Do("log -n 1 --json"), StringComparison.Ordinal);
    }

    [Fact]
    public void Shell_LineThatFails_IsToldAndTheNextRuns()
    {
        Result result = Run("shell", "cd /nowhere\nnonsense\ncd\ntouch /a {\npwd\n");

        Assert.Equal("/\n", result.Output);
        string[] errors = result.Error.Trim().Split('\n');
        Assert.Equal(3, errors.Length);
        Assert.Contains("HF0004", errors[0], StringComparison.Ordinal);
        Assert.Contains("HF0060", errors[1], StringComparison.Ordinal);
        Assert.Contains("HF0002", errors[2], StringComparison.Ordinal);
        Assert.Equal(2, result.Exit);
    }

    [Fact]
    public void Shell_Exit_EndsIt() => Assert.Equal("/\n", Do("shell", "pwd\nexit\npwd\n"));

    [Fact]
    public void Shell_Mount_ShowsAnotherNamespace()
    {
        Do("set /x 1 --namespace other");
        Assert.Equal("1\n", Do("shell", "mount /m other\ncat /m/x\ntouch /m/y 2\nunmount /m\n"));
        Assert.Equal("2\n", Do("get /y --namespace other"));
    }

    [Fact]
    public void Shell_SaveAndLoad_KeepTheTree()
    {
        Do("""set /a '{"b":{"x":1}}'""");
        string folder = Shell.FilePath("saved");
        Do("shell", $"save {folder} /\nrm /a\nload {folder}\n");

        Assert.Equal("{\"b\":{\"x\":1}}\n", Do("get /a"));
    }

    [Theory]
    [InlineData("c", "", 3)]
    [InlineData("cd", " ", 1)]
    [InlineData("cd or", "ders/", 1)]
    [InlineData("cat /orders/1", "", 2)]
    [InlineData("cat /orders/17", " ", 1)]
    [InlineData("cat /orders/a", "\\ b~1c ", 1)]
    [InlineData("cat /nowhere/x", "", 0)]
    public void Complete_Line_FindsVerbsAndNames(string head, string added, int candidates)
    {
        using Store store = Store.Open("memory:");
        State state = store.GetState("default");
        state["/orders"] = Value.Parse("""{"17":1,"18":2,"a b/c":3}""");
        using MemoryStream output = new();
        Host host = new(output, output, () => Stream.Null);
        using OpenStores stores = new(host);
        TreeShell shell = new(new Session(host, NewSettings(), stores, new Answers(output)), state);
        Completion completion = shell.Complete(head);

        Assert.Equal(added, completion.Added);
        Assert.Equal(candidates, completion.Candidates.Count);
    }

    private static Settings NewSettings() => new() { Address = "memory:", Namespace = "default" };
}
