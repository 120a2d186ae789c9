using System.Text;

namespace Holdfast.Cli.Tests;

/// <summary>
/// A command that prints one value loads few assemblies: each would take about a thirtieth of its time (decision 0009).
/// </summary>
public sealed class StartTests : ShellTest
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("System.Linq")]
    [InlineData("System.Collections.Concurrent")]
    [InlineData("System.Diagnostics.DiagnosticSource")]
    [InlineData("System.Text.RegularExpressions")]
    [InlineData("System.CommandLine")]
    [InlineData("Spectre.Console")]
    public async Task Get_SmallStore_DoesNotLoad(string assembly)
    {
        Do("set /stock/tea 10 /name '\"tea\"'");
        string trace = Shell.FilePath("trace.nettrace");
        Result result = await RealProcess.ShellAsync(
            Shell.StorePath,
            $"export DOTNET_EnableEventPipe=1 DOTNET_EventPipeOutputPath={trace} "
                + "DOTNET_EventPipeConfig=Microsoft-Windows-DotNETRuntime:0x8:4; holdfast get /stock/tea /name",
            Token);
        Assert.Equal(new Result(0, "10\n\"tea\"\n", ""), result);
        byte[] loaded = await File.ReadAllBytesAsync(trace, Token);
        Assert.True(Has(loaded, "System.Collections"), "the trace does not say what is loaded");
        Assert.False(Has(loaded, assembly), $"{assembly} is loaded");
    }

    private static bool Has(ReadOnlySpan<byte> trace, string assembly) =>
        trace.IndexOf(Encoding.Unicode.GetBytes(assembly + ", Version=")) >= 0;
}
