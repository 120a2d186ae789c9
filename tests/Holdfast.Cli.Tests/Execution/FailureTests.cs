using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Holdfast.Cli.Execution;
using Holdfast.Errors;

namespace Holdfast.Cli.Tests.Execution;

public sealed class FailureTests
{
    [Fact]
    public void StatusOf_EveryCode_IsWhatThePageSays()
    {
        string[] documented = [.. Regex.Matches(
            ErrorPage(), @"^\| (HF\d{4}) \| \w+ \|.*\| (\d) \|$", RegexOptions.Multiline)
            .Select(row => $"{row.Groups[1].Value} {row.Groups[2].Value}")];
        string[] actual = [.. Enum.GetValues<ErrorCode>()
            .Where(code => code != ErrorCode.None)
            .Select(code => $"{code.ToText()} {(int)Failure.StatusOf(code)}")];
        Assert.Equal(actual, documented);
    }

    [Fact]
    public void Of_UnknownException_IsUnexpectedAndOneLine()
    {
        Failure failure = Failure.Of(new InvalidDataException("first\nsecond\e[31m"));
        Assert.Equal((ErrorCode.Unexpected, ExitStatus.Unusable), (failure.Code, failure.Exit));
        Assert.DoesNotContain(failure.Message, char.IsControl);
    }

    [Fact]
    public void Of_SystemFaults_HaveTheirCodes()
    {
        Assert.Equal(ErrorCode.PermissionDenied, Failure.Of(new UnauthorizedAccessException("no")).Code);
        Assert.Equal(ErrorCode.InputOutput, Failure.Of(new IOException("no")).Code);
        Assert.Equal(ErrorCode.InputOutput, Failure.Of(new AggregateException(new IOException("no"))).Code);
    }

    private static string ErrorPage([CallerFilePath] string thisFile = "") => File.ReadAllText(
        Path.Combine(Path.GetDirectoryName(thisFile)!, "../../../docs/errors.md"));
}
