using FsCheck;
using FsCheck.Fluent;
using Holdfast.Cli.Commands;
using Holdfast.Cli.Execution;
using Holdfast.Cli.Parsing;
using Holdfast.Errors;
using Command = Holdfast.Cli.Commands.Command;

namespace Holdfast.Cli.Tests.Parsing;

/// <summary>What the plain parser takes, the full parser reads alike.</summary>
public sealed class ParserTests
{
    private static readonly string[] Words =
    [
        "get", "set", "watch", "wait", "add", "log", "batch", "bogus",
        "/a", "b", "", "1", "-1", "-0.5", "-", "--", "{}", "@x", "a b",
        "--json", "--store", "--namespace", "--reason", "--author", "-q", "--quiet", "-v", "--verbosity", "2",
        "--raw", "--at", "--if", "--if-missing", "--string", "--dry-run", "--durability", "disk",
        "--from", "--exclude", "--where", "--count", "-n", "--timeout", "--equals", "--exists",
        "--bogus", "-x", "--at=3", "-n3", "--json=false", "-qq",
    ];

    [Fact]
    public void BothParsers_RandomLines_AgreeOnWhatThePlainOneTakes() => Prop.ForAll(
        Gen.Elements(Words).ArrayOf().ToArbitrary(),
        words =>
        {
            int index = PlainParser.FindCommand(words);
            if (index < 0 || CommandTable.Find(words[index]) is not { } command) return true;
            if (PlainParser.TryParse(command.Syntax, words, index) is not { } plain) return true;
            return Describe(command, plain) == Full(words);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Fact]
    public void PlainParser_OrdinaryLines_AreTaken()
    {
        string[] lines =
        [
            "get /a", "--json get /a /b", "get /a --json", "--store x set /a 1 --reason y", "add /a -1", "log -n 3",
            "watch /a --exclude /b --exclude /c -- cat -n", "set /a -5 --if -4",
        ];
        Assert.All(lines, line =>
        {
            string[] words = line.Split(' ');
            int index = PlainParser.FindCommand(words);
            Assert.NotNull(PlainParser.TryParse(CommandTable.Find(words[index])!.Syntax, words, index));
        });
    }

    [Fact]
    public void FullParser_BundlesAndEqualSigns_AreRead()
    {
        Assert.Equal(Describe(CommandTable.Find("log")!, Plain("log -n 3 -q")), Full(["log", "-n3", "--quiet"]));
        Assert.Equal(Describe(CommandTable.Find("get")!, Plain("get /a --at 3")), Full(["get", "/a", "--at=3"]));
    }

    [Theory]
    [InlineData("bogus", "bogus")]
    [InlineData("sett /a 1", "did you mean 'set'")]
    [InlineData("foo", "there is no command 'foo'; see")]
    [InlineData("gt", "did you mean 'get'")]
    [InlineData("merge /doc", "<json> is missing; give it; see 'holdfast merge --help'")]
    [InlineData("get /a --at", "--at needs a value; see")]
    [InlineData("get /a --at 1 --at 2", "--at is given more than once")]
    [InlineData("get /a --bogus", "--bogus")]
    [InlineData("-x get", "-x")]
    [InlineData("show", "revision")]
    [InlineData("show 1 2", "'2' is an argument too many")]
    [InlineData("--verbosity 9 get", "'9' is no --verbosity; give one of 0, 1, 2, 3")]
    [InlineData("set /a 1 --durability x", "'x' is no --durability; give one of process, disk")]
    [InlineData("completion csh", "'csh' is no shell; give one of bash")]
    [InlineData("bench nope", "'nope' is no measure; give one of read")]
    [InlineData("-v get /a", "'get' is no -v; give one of 0, 1, 2, 3; see")]
    [InlineData("--store", "--store needs a value; see")]
    [InlineData("bogus /a", "there is no command 'bogus'; see")]
    [InlineData("wacth /a", "did you mean 'watch'")]
    [InlineData("rolback 1", "did you mean 'rollback'")]
    [InlineData("completoin", "did you mean 'completion'")]
    [InlineData("mahcne /m", "did you mean 'machine'")]
    public void FullParser_WrongLine_SaysWhatIsWrong(string line, string part)
    {
        HoldfastArgumentException wrong = Assert.Throws<HoldfastArgumentException>(() => Full(line.Split(' ')));
        Assert.Equal(ErrorCode.Usage, wrong.Code);
        Assert.Contains(part, wrong.Message, StringComparison.Ordinal);
        Assert.Contains("--help", wrong.Message, StringComparison.Ordinal);
    }

    private static Arguments Plain(string line)
    {
        string[] words = line.Split(' ');
        return PlainParser.TryParse(CommandTable.Find(words[0])!.Syntax, words, 0)!;
    }

    private static string Full(string[] words)
    {
        Host host = new(Stream.Null, Stream.Null, () => Stream.Null);
        return FullParser.Parse(words, host) is var (command, arguments) ? Describe(command, arguments) : "printed";
    }

    private static string Describe(Command command, Arguments arguments) => string.Join('|',
    [
        command.Syntax.Name,
        .. arguments.Texts.Select(text => "text:" + text),
        .. arguments.Program.Select(text => "program:" + text),
        .. command.Syntax.Options.Concat(GlobalOptions.All)
            .SelectMany(option => arguments.AllOf(option).Select(value => $"{option.Name}={value}")),
    ]);
}
