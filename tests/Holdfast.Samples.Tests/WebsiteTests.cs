using System.Diagnostics;
using System.Runtime.InteropServices;
using Holdfast.Processes;
using Holdfast.Processes.Supervision;

namespace Holdfast.Samples.Tests;

public sealed class WebsiteTests : SampleTest
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Website_WorkersKilledUnderLoad_EachRequestIsAnswered()
    {
        const int clients = 4;
        const int requests = 50;
        using Process site = Process.Start(
            new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "Website"), [StorePath, "0", "3"])
            {
                RedirectStandardOutput = true,
            })!;
        try
        {
            string? line = await site.StandardOutput.ReadLineAsync(Token).AsTask().WaitAsync(Timeout, Token);
            Uri address = new(line!["listening at ".Length..]);
            using Store store = Store.Open(StorePath);
            using HttpClient client = new();
            int killed = 0;

            async Task Load(int name)
            {
                for (int request = 0; request < requests; request++)
                {
                    string path = $"/{name}/{request}";
                    string answer = await client.GetStringAsync(new Uri(address, path), Token);
                    Assert.StartsWith($"{path} by web-", answer, StringComparison.Ordinal);
                    if (request % 10 == 5 && KillOne(store)) Interlocked.Increment(ref killed);
                }
            }

            await Task.WhenAll(Enumerable.Range(0, clients).Select(name => Task.Run(() => Load(name), Token)))
                .WaitAsync(Timeout, Token);
            Assert.NotEqual(0, killed);
            Assert.NotEmpty(store.GetChildExits("site"));
            Assert.True(store.GetState("default").Get<int>("/answered") >= clients * requests);

            Assert.True(Signals.Send(PosixSignal.SIGTERM, site.Id));
            await site.WaitForExitAsync(Token).WaitAsync(Timeout, Token);
            Assert.Equal(0, site.ExitCode);
            Assert.DoesNotContain(store.GetProcesses(), process => !process.IsOver);
        }
        finally
        {
            site.Kill(entireProcessTree: true);
        }
    }

    [Fact]
    public async Task Website_WithoutArguments_SaysHowToUseIt() =>
        Assert.Equal("", await Sample.RunAsync("Website", 2));

    private static bool KillOne(Store store)
    {
        ProcessStatus? worker = store.GetProcesses().FirstOrDefault(process => process is { IsOver: false, Pid: > 0 });
        return worker is not null && Signals.Send((PosixSignal)9, worker.Pid!.Value);
    }
}
