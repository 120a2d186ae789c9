using System.IO.Pipelines;
using System.Text;

namespace Holdfast.Cli.Tests.Commands;

public sealed class BatchCommandTests : ShellTest
{
    [Fact]
    public void Batch_Lines_AreAnsweredInOrderWithJson()
    {
        string answers = Do("batch", """
            set /a 1
            add /a 2
            append /l 'x y' --string
            get /a
            get /a /l
            rm /a
            """);
        Assert.Equal(
            """
            {"revision":1}
            {"revision":2,"value":3}
            {"revision":3,"value":["x y"]}
            {"revision":3,"value":3}
            {"revision":3,"values":[3,["x y"]]}
            {"revision":4}

            """,
            answers);
    }

    [Fact]
    public void Batch_Failures_AreAnsweredWithCodeAndExit()
    {
        string[] answers =
            Do("batch", "get /nope\nset /a x\nnonsense\nset /a 1 --if-revision 5\nget '\n").TrimEnd('\n').Split('\n');
        Assert.Equal(5, answers.Length);
        Assert.Matches("""^\{"error":\{"code":"HF0004","message":"[^"]+"\},"exit":1\}$""", answers[0]);
        Assert.Matches("""^\{"error":\{"code":"HF0002",.*\},"exit":2\}$""", answers[1]);
        Assert.Matches("""^\{"error":\{"code":"HF0060",.*\},"exit":2\}$""", answers[2]);
        Assert.Matches("""^\{"error":\{"code":"HF0016",.*\},"exit":1\}$""", answers[3]);
        Assert.Matches("""^\{"error":\{"code":"HF0060",.*\},"exit":2\}$""", answers[4]);
    }

    [Fact]
    public void Batch_AnswerOfACommand_IsItsJsonAnswer()
    {
        Do("set /a 1");
        foreach (string line in new[] { "get /a", "get /a /a", "show 1", "blame /a", "ls", "tree", "namespaces",
            "diff 0 1", "export", "wait /a" })
            Assert.Equal(Do(line + " --json"), Do("batch", line));
    }

    [Fact]
    public void Batch_SequenceOfLines_IsOneArray()
    {
        Do("add /a");
        Do("add /a");
        string[] log = Do("log --json").TrimEnd('\n').Split('\n');
        Assert.Equal($"[{string.Join(',', log)}]\n", Do("batch", "log"));
        Assert.Equal($"[{log[0]}]\n", Do("batch", "log -n 1"));
        Assert.Equal("[]\n", Do("batch", "log --namespace empty"));
    }

    [Fact]
    public void Batch_EmptyLinesAndComments_AreSkipped() =>
        Assert.Equal("{\"revision\":1}\n", Do("batch", "\n  \n# set /a 2\n   # x\nset /a 1 # trailing\n\r\n"));

    [Theory]
    [InlineData("set /a -")]
    [InlineData("patch -")]
    [InlineData("import -")]
    [InlineData("watch")]
    [InlineData("ps --watch")]
    [InlineData("ps --tree --watch")]
    [InlineData("edit")]
    [InlineData("batch")]
    [InlineData("completion bash")]
    [InlineData("--help")]
    [InlineData("get --help")]
    [InlineData("--version")]
    public void Batch_WhatNeedsTheInputOrNeverEnds_IsRefused(string line) =>
        Assert.Matches("""^\{"error":\{"code":"HF0060",.*\},"exit":2\}\n$""", Do("batch", line));

    // It said that help is no answer to who asked for the version.
    [Fact]
    public void Batch_Version_IsRefusedByItsName() => Assert.Contains(
        "help and the version are no answers in a batch", Do("batch", "--version"), StringComparison.Ordinal);

    [Fact]
    public void Batch_GlobalOptionsOnALine_CountForThatLine()
    {
        Do("batch --author outer", "set /a 1 --namespace other --author ann --reason why\nset /a 2\n");
        Assert.Contains(
            "\"author\":\"ann\",\"reason\":\"why\"", Do("log --namespace other --json"), StringComparison.Ordinal);
        Assert.Contains("\"author\":\"outer\",\"reason\":null", Do("log --json"), StringComparison.Ordinal);
        Assert.Equal("2\n", Do("get /a"));
    }

    [Fact]
    public void Batch_StoreOnALine_UsesThatStore()
    {
        string other = Shell.FilePath("other");
        Do("batch", $"set /a 1 --store {other}\nset /a 2\nset /b 3 --store {other}\n");
        Assert.Equal("{\"a\":1,\"b\":3}\n", Do($"get --store {other}"));
    }

    // Bytes that are no text were replaced by U+FFFD, and committed so.
    [Theory]
    [InlineData("batch", 0)]
    [InlineData("shell", 2)]
    public void Lines_BytesThatAreNoText_AreRefusedAlone(string command, int exit)
    {
        using MemoryStream output = new();
        using MemoryStream input = new(
            [0xEF, 0xBB, 0xBF, .. "set /a é --string\nset /b "u8, 0xFF, .. " --string\nset /c 1\n"u8]);
        Assert.Equal(exit, Shell.RunWith([command], output, output, input));
        Assert.Contains("is not UTF-8 text", Encoding.UTF8.GetString(output.ToArray()), StringComparison.Ordinal);
        Assert.Equal("{\"a\":\"é\",\"c\":1}\n", Do("get"));
    }

    [Fact]
    public async Task Batch_Answers_ComeBeforeTheNextLine()
    {
        Pipe input = new();
        Pipe output = new();
        CancellationToken token = TestContext.Current.CancellationToken;
        Task<int> batch = Task.Run(
            () => Shell.RunWith(["batch"], output.Writer.AsStream(), Stream.Null, input.Reader.AsStream()), token);
        using StreamReader answers = new(output.Reader.AsStream());
        for (int count = 1; count <= 3; count++)
        {
            await input.Writer.WriteAsync(Encoding.UTF8.GetBytes("add /n\n"), token);
            Assert.Equal($"{{\"revision\":{count},\"value\":{count}}}", await answers.ReadLineAsync(token));
        }

        await input.Writer.CompleteAsync();
        Assert.Equal(0, await batch);
    }
}
