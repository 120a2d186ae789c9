using System.Diagnostics;
using System.Globalization;
using Holdfast.Lifecycle.Runs;

namespace Holdfast.Samples.Tests;

public sealed class CrawlerTests : SampleTest
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Crawler_PausedCancelledAndStartedAgain_CountsEachFileOnce()
    {
        AddFiles(40);
        using (Process crawler = Start("50"))
        {
            using Store store = Store.Open(StorePath);
            State state = store.GetState("crawl");
            using RunState run = state.GetRunState("/crawler");
            await state.WhenAsync("/words", static words => (long)words > 2, Timeout, Token);
            run.Pause();
            await ReadUntilAsync(crawler, "paused");
            Assert.True(state.TryGetRunStatus("/crawler", out RunStatus? status));
            Assert.Equal((RunPhase.Paused, true, crawler.Id), (status.Phase, status.IsAlive, status.ProcessId!.Value));
            run.Resume();
            await ReadUntilAsync(crawler, "resumed");
            run.Cancel();
            Assert.StartsWith("cancelled after ", await ReadUntilAsync(crawler, "cancelled"), StringComparison.Ordinal);
            await crawler.WaitForExitAsync(Token).WaitAsync(Timeout, Token);
            Assert.Equal(1, crawler.ExitCode);
        }

        string output = await Sample.RunAsync("Crawler", 0, InputPath, StorePath);
        Assert.EndsWith("40 files, 780 words in 2 runs\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Crawler_Killed_IsSeenAsDeadAndGoesOnWhereItWas()
    {
        AddFiles(10);
        using (Process crawler = Start("10000"))
        {
            using Store store = Store.Open(StorePath);
            State state = store.GetState("crawl");
            await state.WhenAsync("/words", static _ => true, Timeout, Token);
            crawler.Kill();
            await crawler.WaitForExitAsync(Token);
            Assert.True(state.TryGetRunStatus("/crawler", out RunStatus? status));
            Assert.True(status.HasDied);
        }

        string output = await Sample.RunAsync("Crawler", 0, InputPath, StorePath);
        Assert.EndsWith("10 files, 45 words in 2 runs\n", output, StringComparison.Ordinal);
        Assert.DoesNotContain("f00:", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Crawler_WithoutAFolder_SaysHowToUseIt() =>
        Assert.Equal("", await Sample.RunAsync("Crawler", 2, "/no/such/folder", StorePath));

    private static async Task<string> ReadUntilAsync(Process process, string start)
    {
        while (await process.StandardOutput.ReadLineAsync(Token).AsTask().WaitAsync(Timeout, Token) is { } line)
            if (line.StartsWith(start, StringComparison.Ordinal)) return line;
        throw new InvalidDataException($"The sample ended without '{start}'.");
    }

    private void AddFiles(int count)
    {
        Directory.CreateDirectory(InputPath);
        for (int index = 0; index < count; index++)
        {
            string name = string.Create(CultureInfo.InvariantCulture, $"f{index:D2}");
            File.WriteAllText(Path.Combine(InputPath, name), string.Concat(Enumerable.Repeat("word ", index)));
        }
    }

    private Process Start(string pace) => Process.Start(
        new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "Crawler"), [InputPath, StorePath, pace])
        {
            RedirectStandardOutput = true,
        })!;
}
