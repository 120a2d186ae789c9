using System.Diagnostics;
using System.Runtime.InteropServices;
using Holdfast.Cli.Execution;

namespace Holdfast.Cli.Tests.Execution;

public sealed class SignalRelayTests
{
    // It was swallowed when it came after the program had begun and before its number was known here.
    [Fact]
    public async Task PassTo_SignalCameBefore_ReachesTheProgram()
    {
        using SignalRelay relay = new();
        const string script = "trap 'kill $!; exit 3' TERM; sleep 60 & echo go; wait";
        ProcessStartInfo start = new("sh", ["-c", script]) { RedirectStandardOutput = true };
        using Process program = Process.Start(start)!;
        Assert.Equal("go", await program.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
        relay.PassOn(PosixSignal.SIGTERM);

        relay.PassTo(program.Id);

        await program.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(3, program.ExitCode);
    }
}
