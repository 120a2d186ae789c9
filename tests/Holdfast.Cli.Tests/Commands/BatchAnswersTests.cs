using Holdfast.Cli.Commands;

namespace Holdfast.Cli.Tests.Commands;

/// <summary>
/// Whoever drives a batch counts its answers: each line has exactly one, whatever the command and however empty the
/// store.
/// </summary>
public sealed class BatchAnswersTests : ShellTest
{
    /// <summary>Lines of each command, among them those that have nothing to say.</summary>
    private static readonly Dictionary<string, string[]> Lines = new()
    {
        ["get"] = ["get", "get /a", "get /a /b", "get --raw", "get --at 0"],
        ["set"] = ["set / '{}'", "set / '{}' -q", "set /n 1", "set /n 1 --dry-run"],
        ["edit"] = ["edit"],
        ["merge"] = ["merge / '{}'", "merge / '{}' --dry-run"],
        ["patch"] = ["patch NOTHING", "patch NOTHING --dry-run"],
        ["rm"] = ["rm /a", "rm /a --dry-run"],
        ["add"] = ["add /n 0", "add /n 0 --dry-run"],
        ["append"] = ["append /l 1", "append /l 1 --dry-run"],
        ["watch"] = ["watch", "watch --timeout 0"],
        ["wait"] = ["wait /none --timeout 0", "wait /none --missing", "wait /"],
        ["log"] = ["log", "log /none", "log -n 1", "log /none -q"],
        ["show"] = ["show 0", "show 1"],
        ["diff"] = ["diff 0", "diff 0 0", "diff 1"],
        ["blame"] = ["blame /", "blame /a"],
        ["rollback"] = ["rollback 0", "rollback 0 /a", "rollback 0 --dry-run"],
        ["revert"] = ["revert 0", "revert 1", "revert 1 --dry-run"],
        ["ls"] = ["ls", "ls /a", "ls /empty"],
        ["tree"] = ["tree", "tree /a", "tree /empty"],
        ["shell"] = ["shell"],
        ["namespaces"] = ["namespaces", "namespaces -q"],
        ["ctl"] =
        [
            "ctl", "ctl --desc", "ctl --synopsis", "ctl --state tree", "ctl --state /none", "ctl --config-save FILE",
            "ctl --config-load EMPTY", "ctl --config-load EMPTY -q", "ctl --debug-to-dir FOLDER",
            """ctl --msg '{"meta":{"var":"/a","get":""}}'""", """ctl --msg '{"meta":{"var":"/","get":""}}' --state /""",
            """ctl --msg '{"meta":{"var":"/n","set":1}}' --dry-run""", "ctl --msg '{}'",
        ],
        ["machine"] = ["machine /a", "machine /a --graph dot", "machine /a --fire x --dry-run"],
        ["ps"] = ["ps", "ps --tree", "ps --forget", "ps --watch", "ps --tree --watch"],
        ["pause"] = ["pause /a", "pause x"],
        ["resume"] = ["resume /a", "resume x"],
        ["cancel"] = ["cancel /a", "cancel x"],
        ["stop"] = ["stop x"],
        ["logs"] = ["logs x"],
        ["lock"] = ["lock /a -- true"],
        ["import"] = ["import EMPTY", "import EMPTY --dry-run"],
        ["export"] = ["export", "export FILE", "export FILE -q"],
        ["backup"] = ["backup COPY", "backup COPY"],
        ["batch"] = ["batch"],
        ["check"] = ["check", "check --repair", "check -q"],
        ["compact"] = ["compact", "compact -q"],
        ["retention"] = ["retention", "retention --everything -q", "retention --default"],
        ["stat"] = ["stat"],
        ["bench"] = ["bench"],
        ["demo"] = ["demo"],
        ["completion"] = ["completion bash"],
    };

    public static TheoryData<string> Commands => [.. CommandTable.All().Select(command => command.Syntax.Name)];

    [Theory]
    [MemberData(nameof(Commands))]
    public void Line_OfEachCommand_HasOneAnswer(string command)
    {
        AssertOneAnswerEach(command, "where there is no store");
        Do("set /a 1");
        Do("rm /a");
        AssertOneAnswerEach(command, "where the document is empty");
        Do("set /a 1 /b '[true]' /empty '{}'");
        AssertOneAnswerEach(command, "where something is");
    }

    [Theory]
    [InlineData("ps", "[]")]
    [InlineData("ps --tree", "[]")]
    [InlineData("ls", """{"revision":0,"names":[]}""")]
    [InlineData("log", "[]")]
    [InlineData("diff 0", "[]")]
    [InlineData("namespaces", """{"namespaces":[]}""")]
    public void Line_WithNothingToList_SaysSo(string line, string answer) =>
        Assert.Equal(answer + "\n", Do("batch", line));

    [Fact]
    public void Line_OfSeveralAnswers_IsOneArray() => Assert.Equal(
        """[{"d_ret":{},"status":true},{"asdict":{},"status":true}]""" + "\n",
        Do("batch", """ctl --msg '{"meta":{"var":"/","get":""}}' --state /"""));

    private void AssertOneAnswerEach(string command, string where)
    {
        Assert.True(Lines.TryGetValue(command, out string[]? lines), $"'{command}' needs lines here");
        foreach (string line in lines)
        {
            string[] answers = Run("batch", ToFiles(line) + "\nget /none\n").Output.Split('\n');
            Assert.True(answers is [_, _, ""], $"{answers.Length - 2} answers to '{line}' {where}: {answers[0]}");
            Assert.True(Value.TryParse(answers[0], out _), $"'{line}' {where} is answered with {answers[0]}");
            Assert.StartsWith("{\"error\":{\"code\":\"HF0004\"", answers[1], StringComparison.Ordinal);
        }
    }

    private string ToFiles(string line) => line
        .Replace("NOTHING", Shell.AddFile("nothing.json", "[]"), StringComparison.Ordinal)
        .Replace("EMPTY", Shell.AddFile("empty.json", "{}"), StringComparison.Ordinal)
        .Replace("FILE", Shell.FilePath("file.json"), StringComparison.Ordinal)
        .Replace("FOLDER", Shell.FilePath("folder"), StringComparison.Ordinal)
        .Replace("COPY", Shell.FilePath("copy"), StringComparison.Ordinal);
}
