using System.Diagnostics;
using FsCheck;
using FsCheck.Fluent;
using Holdfast.Cli.Parsing;
using Holdfast.Errors;

namespace Holdfast.Cli.Tests.Parsing;

public sealed class ShellWordsTests
{
    public static TheoryData<string, string[]> Lines => new()
    {
        { "", [] },
        { "  \t ", [] },
        { "a bc  d", ["a", "bc", "d"] },
        { "'a b' \"c d\" e\\ f", ["a b", "c d", "e f"] },
        { "a'b'\"c\"d", ["abcd"] },
        { "'' \"\"", ["", ""] },
        { "'a\\n\"b'", ["a\\n\"b"] },
        { "\"a\\\"b\\\\c\\d\\$e\"", ["a\"b\\c\\d$e"] },
        { "$HOME `x` *", ["$HOME", "`x`", "*"] },
        { "a # b", ["a"] },
        { "a#b '#c'", ["a#b", "#c"] },
        { "# all", [] },
        { "a\r", ["a"] },
    };

    [Theory]
    [MemberData(nameof(Lines))]
    public void Split_Line_GivesItsWords(string line, string[] words) => Assert.Equal(words, ShellWords.Split(line));

    [Theory]
    [InlineData("'a")]
    [InlineData("\"a")]
    [InlineData("\"a\\\"")]
    [InlineData("a\\")]
    public void Split_Unclosed_IsWrongUsage(string line) =>
        Assert.Equal(ErrorCode.Usage, Assert.Throws<HoldfastArgumentException>(() => ShellWords.Split(line)).Code);

    [Fact]
    public void Split_AnyWordsQuoted_ComeBack()
    {
        Gen<string> word = Gen.Elements("a'\"\\ \t$#`~ü".ToCharArray()).ArrayOf()
            .Select(letters => new string(letters));
        Prop.ForAll(word.ArrayOf().ToArbitrary(), words =>
        {
            string line = string.Join(
                ' ', words.Select(text => "'" + text.Replace("'", "'\\''", StringComparison.Ordinal) + "'"));
            return ShellWords.Split(line).SequenceEqual(words);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public async Task Split_RandomLines_SplitAsAShellSplitsThem()
    {
        string[] lines = [.. Gen.Elements("ab'\"\\ #".ToCharArray()).ArrayOf().Select(letters => new string(letters))
            .Sample(400).Where(IsClosed).Distinct(StringComparer.Ordinal)];
        string script = string.Concat(lines.Select(line => $"printf '<%s>' {line}\nprintf '\\n'\n"));
        string[] expected = await RunShellAsync(script);
        string[] actual = [.. lines.Select(line => ShellWords.Split(line)).Select(words =>
            words.Count == 0 ? "<>" : string.Concat(words.Select(word => $"<{word}>")))];
        Assert.Equal(expected, actual);
    }

    private static bool IsClosed(string line)
    {
        try
        {
            ShellWords.Split(line);
            return true;
        }
        catch (HoldfastArgumentException)
        {
            return false;
        }
    }

    private static async Task<string[]> RunShellAsync(string script)
    {
        ProcessStartInfo start = new("sh") { RedirectStandardInput = true, RedirectStandardOutput = true };
        using Process shell = Process.Start(start)!;
        Task<string> output = shell.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await shell.StandardInput.WriteAsync(script);
        shell.StandardInput.Close();
        return (await output).TrimEnd('\n').Split('\n');
    }
}
