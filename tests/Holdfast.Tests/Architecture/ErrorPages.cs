using System.Text.RegularExpressions;
using Holdfast.Errors;

namespace Holdfast.Tests.Architecture;

public sealed class ErrorPages
{
    [Fact]
    public void ErrorsPage_ItsRows_AreExactlyTheCodes()
    {
        string[] documented = [.. Regex.Matches(Repository.Read("docs/errors.md"), @"^\| (HF\d{4}) \| (\w+) \|",
            RegexOptions.Multiline).Select(row => $"{row.Groups[1].Value} {row.Groups[2].Value}")];
        string[] defined = [.. Enum.GetValues<ErrorCode>()
            .Where(code => code != ErrorCode.None)
            .Select(code => $"{code.ToText()} {code}")];
        Assert.Equal(defined, documented);
    }
}
