using System.Text.RegularExpressions;

namespace Holdfast.Tests.Architecture;

public sealed class CommandPages
{
    private static readonly Regex Table = new(@"Names =\s*\[(?<names>[^\]]*)\]");

    [Fact]
    public void CommandLinePage_EveryCommandOfTheTable_IsThere()
    {
        string names = Table.Match(Repository.Read("src/Holdfast.Cli/Commands/CommandTable.cs")).Groups["names"].Value;
        string[] commands = [.. Regex.Matches(names, "\"(\\w+)\"").Select(name => name.Groups[1].Value)];
        string page = Repository.Read("docs/command-line.md");
        Assert.NotEmpty(commands);
        Assert.DoesNotContain(commands, command => !Regex.IsMatch(page, $@"(`|holdfast ){command}\b"));
    }
}
