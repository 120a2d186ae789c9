using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Holdfast.Lifecycle.Runs;
using Holdfast.Processes;

namespace Holdfast.Samples.Tests;

public sealed class WordIndexTests : SampleTest
{
    private const int Files = 40;
    private const string Complete = "40 files, 42 words, 0 failed\n";

    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WordIndex_OfAFolder_FindsTheFilesOfAWord()
    {
        AddFiles();
        Assert.Equal(Complete, await Sample.RunAsync("WordIndex", 0, StorePath, "--input", InputPath));
        Assert.Equal(Files, (await Find("common")).Length);
        Assert.EndsWith("f03", Assert.Single(await Find("Wordd")), StringComparison.Ordinal);
        Assert.Empty(await Find("nowhere"));
    }

    [Fact]
    public async Task WordIndex_PausedFromElsewhere_WaitsAndGoesOn()
    {
        AddFiles();
        using Process index = Start();
        using Store store = Store.Open(StorePath);
        State state = store.GetState("default");
        await state.WhenAsync("/indexed", static done => (int)done > 2, Timeout, Token);
        Assert.Equal(RunPhase.Paused, store.FindProcess("indexer-1").Pause());
        int before = state.Get<int>("/indexed");
        Assert.Equal(RunPhase.Paused, store.FindProcess("indexer-1").Status.Run);

        // The file that it had when it was paused may still come; no other does.
        await Assert.ThrowsAnyAsync<TimeoutException>(async () => await state.WhenAsync(
            "/indexed", done => (int)done > before + 1, TimeSpan.FromSeconds(0.5), Token));
        Assert.Equal(RunPhase.Running, store.FindProcess("indexer-1").Resume());
        Assert.Equal(Complete, await index.StandardOutput.ReadToEndAsync(Token));
    }

    [Fact]
    public async Task WordIndex_ProgramAndItsProcessKilled_GoesOnWhereItWas()
    {
        AddFiles();
        using (Process index = Start())
        {
            using Store store = Store.Open(StorePath);
            await store.GetState("default").WhenAsync("/indexed", static done => (int)done > 2, Timeout, Token);
            index.Kill();
            await index.WaitForExitAsync(Token).WaitAsync(Timeout, Token);
        }

        Assert.Equal(Complete, await Sample.RunAsync("WordIndex", 0, StorePath, "--input", InputPath));
    }

    [Fact]
    public async Task WordIndex_OneProcessKilled_AnotherReadsItsFile()
    {
        AddFiles();
        using Process index = Start("--processes", "2");
        using Store store = Store.Open(StorePath);
        await store.GetState("default").WhenAsync("/indexed", static done => (int)done > 2, Timeout, Token);
        Assert.True(Signals.Send((PosixSignal)9, store.FindProcess("indexer-1").Status.Pid!.Value));
        Assert.Equal("40 files, 42 words, 1 failed\n", await index.StandardOutput.ReadToEndAsync(Token));
    }

    // The other folder was passed over without a word, and the totals of the first one shown.
    [Fact]
    public async Task WordIndex_OfAnotherFolderOnTheSameStore_IsRefused()
    {
        AddFiles();
        string other = Directory.CreateDirectory(InputPath + "-other").FullName;
        await Sample.RunAsync("WordIndex", 0, StorePath, "--input", InputPath);
        Assert.Equal("", await Sample.RunAsync("WordIndex", 2, StorePath, "--input", other));
        Assert.Equal(Complete, await Sample.RunAsync("WordIndex", 0, StorePath, "--input", InputPath + "/"));
    }

    [Fact]
    public async Task WordIndex_WithoutAFolder_SaysHowToUseIt() =>
        Assert.Equal("", await Sample.RunAsync("WordIndex", 2, StorePath, "--input", "/no/such/folder"));

    private async Task<string[]> Find(string word) => (await Sample.RunAsync("WordIndex", 0, StorePath, "--find", word))
        .Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Adds files that have two words in common and each one of its own.</summary>
    private void AddFiles()
    {
        Directory.CreateDirectory(InputPath);
        for (int index = 0; index < Files; index++)
        {
            string name = string.Create(CultureInfo.InvariantCulture, $"f{index:D2}");
            string own = $"word{(char)('a' + (index % 26))}{(index < 26 ? "" : "x")}";
            File.WriteAllText(Path.Combine(InputPath, name), $"Common, rare? {own}; a {index}");
        }
    }

    private Process Start(params string[] more) => Process.Start(
        new ProcessStartInfo(
            Path.Combine(AppContext.BaseDirectory, "WordIndex"),
            [StorePath, "--input", InputPath, "--pace", "50", .. more.Length > 0 ? more : ["--processes", "1"]])
        {
            RedirectStandardOutput = true,
        })!;
}
