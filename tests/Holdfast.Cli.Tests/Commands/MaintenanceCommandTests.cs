using System.Diagnostics;
using System.Text.Json;

namespace Holdfast.Cli.Tests.Commands;

public sealed class MaintenanceCommandTests : ShellTest
{
    [Fact]
    public void Check_IntactStore_SaysSo()
    {
        Do("set /a 1");
        Assert.Equal("everything is intact\n", Do("check"));
        Assert.Equal("", Do("check -q"));
        Assert.Equal("{\"damages\":[]}\n", Do("check --json"));
    }

    [Fact]
    public void Check_FlippedBit_Exits3AndNamesThePlace()
    {
        string segment = Damage();
        Result result = Run("check");
        Assert.Equal(3, result.Exit);
        Assert.Contains(segment, result.Output, StringComparison.Ordinal);
        Assert.Matches("^holdfast: HF0033: [^\n]+\n$", result.Error);
        Result json = Run("check --json");
        JsonElement damage = JsonDocument.Parse(json.Output).RootElement.GetProperty("damages")[0];
        Assert.Equal("default", damage.GetProperty("namespace").GetString());
        Assert.Equal(segment, damage.GetProperty("file").GetString());
        Assert.True(damage.GetProperty("position").GetInt64() > 0);
        Assert.Equal(
            "HF0033", JsonDocument.Parse(json.Error).RootElement.GetProperty("error").GetProperty("code").GetString());
    }

    [Fact]
    public void Get_DamageBeforeTheNewestCheckpoint_StillAnswers()
    {
        Damage(compactFirst: true);
        Assert.Equal("7\n", Do("get /n"));
        Assert.Equal(3, Run("check").Exit);
    }

    [Fact]
    public void Check_Repair_SetsTheDamageAside()
    {
        Damage();
        Assert.Equal(0, Run("check --repair").Exit);
        Assert.Equal("everything is intact\n", Do("check"));
        Do("set /after 1");
    }

    // A repair that left such damage alone advised itself.
    [Fact]
    public void Check_RepairOfDamageBeforeTheNewestCheckpoint_SaysWhatBecomesOfIt()
    {
        Damage(compactFirst: true);
        Result result = Run("check --repair");
        Assert.Equal(3, result.Exit);
        Assert.Contains("before the newest checkpoint: the document is whole", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("check --repair", result.Error, StringComparison.Ordinal);
        Assert.Contains("or run check --repair", Run("check").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Compact_Store_PrintsTheSpace()
    {
        for (int count = 0; count < 100; count++) Do("add /n");
        Assert.Matches("^[0-9]+ bytes before, [0-9]+ bytes after\n$", Do("compact"));
        Assert.Matches("""^\{"before":[0-9]+,"after":[0-9]+\}\n$""", Do("compact --json"));
        Assert.Equal("100\n", Do("get /n"));
    }

    [Fact]
    public void Retention_Stored_IsShownAndCounts()
    {
        Do("set /a 1");
        Assert.Equal("default\n", Do("retention"));
        Assert.Equal("{\"retention\":null}\n", Do("retention --json"));
        Assert.Equal("everything\n", Do("retention --everything"));
        Assert.Equal("{\"retention\":{}}\n", Do("retention --json"));
        Assert.Equal("256 MiB, 12 commits, 90d\n", Do("retention --commits 12 --age 90d"));
        Assert.Equal("{\"retention\":{\"bytes\":7,\"ageSeconds\":90}}\n", Do("retention --bytes 7 --age 90s --json"));
        Assert.Contains("  keeps        7 bytes, 90s\n", Do("stat"), StringComparison.Ordinal);
        Assert.Contains("\"retention\":{\"bytes\":7,\"ageSeconds\":90}", Do("stat --json"), StringComparison.Ordinal);
        Assert.Equal("", Do("retention --default -q"));
        Assert.Equal("default\n", Do("retention"));
    }

    [Theory]
    [InlineData("retention --everything --default")]
    [InlineData("retention --everything --bytes 1")]
    [InlineData("retention --bytes -1")]
    [InlineData("retention --commits many")]
    [InlineData("retention --age 1001000d")]
    [InlineData("retention --age old")]
    public void Retention_WrongOptions_Exits2(string line) => Assert.Equal(2, Run(line).Exit);

    [Fact]
    public void Stat_Store_TellsSpaceRevisionsAndProcesses()
    {
        Do("set /a 1");
        Do("set /a 2");
        JsonElement status = JsonDocument.Parse(Do("stat --json")).RootElement;
        Assert.Equal(Environment.ProcessId, status.GetProperty("processes")[0].GetProperty("process").GetInt32());
        JsonElement name = status.GetProperty("namespaces")[0];
        Assert.Equal("default", name.GetProperty("name").GetString());
        Assert.Equal(
            (1, 2), (name.GetProperty("oldestRevision").GetInt64(), name.GetProperty("newestRevision").GetInt64()));
        Assert.True(name.GetProperty("bytes").GetInt64() > 0);
        Assert.Contains($"process    {Environment.ProcessId}, since 20", Do("stat"), StringComparison.Ordinal);
    }

    // Nine columns broke names and numbers on a terminal, and had no names in a pipe.
    [Fact]
    public void Stat_Namespaces_AreBlocksOfNamedLines()
    {
        Do("set /a 1 --namespace a-name-that-is-not-short");
        Do("set /a 1");
        string there = Do("stat");
        Assert.Matches(
            "\nnamespace  a-name-that-is-not-short\n  bytes        [0-9]+\n  segments     1\n  checkpoints  [0-9]+\n"
                + "  oldest       1\n  newest       1\n  on disk      [01]\n  keeps        [^\n]+\n"
                + "namespace  default\n",
            there);
        Shell.IsTerminal = true;
        Assert.Equal(there, Do("stat"));
    }

    [Fact]
    public async Task Stat_OtherProcess_IsListed()
    {
        CancellationToken token = TestContext.Current.CancellationToken;
        using Process watch = RealProcess.Start(Shell.StorePath, "watch", "--from", "1");
        Do("set /a 1");
        await watch.StandardOutput.ReadLineAsync(token);
        Assert.Contains($"\"process\":{watch.Id}", Do("stat --json"), StringComparison.Ordinal);
        watch.Kill();
        await watch.WaitForExitAsync(token);
        Assert.DoesNotContain($"\"process\":{watch.Id}", Do("stat --json"), StringComparison.Ordinal);
    }

    [Fact]
    public void Backup_RunningStore_IsAStoreWithItsHistory()
    {
        Do("set /a 1");
        Do("set /a 2");
        string copy = Shell.FilePath("copy");
        Assert.Matches($"^[0-9]+ bytes in {copy}\n$", Do($"backup {copy}"));
        Assert.Equal("2\n", Do($"get /a --store {copy}"));
        Assert.Equal("1\n", Do($"get /a --at 1 --store {copy}"));
        Run($"backup {copy}").AssertFails(2, "HF0060", "is not an empty folder");
        Run($"backup {copy}/none/x").AssertFails(2, "HF0060", "is no folder");
        Run("backup /proc/x").AssertFails(2, "HF0060", "'/proc/x' cannot be made: No such file or directory; choose");
        Assert.Matches("""^\{"folder":"[^"]+","bytes":[0-9]+\}\n$""", Do($"backup {copy}2 --json"));
    }

    [Theory]
    [InlineData("check")]
    [InlineData("compact")]
    [InlineData("stat")]
    [InlineData("retention")]
    [InlineData("backup /tmp/nowhere")]
    public void Maintenance_MissingStore_Exits3AndMakesNone(string line)
    {
        Run(line).AssertFails(3, "HF0030");
        Assert.False(Directory.Exists(Shell.StorePath));
    }

    /// <summary>Breaks the first record, which a later one says was flushed; gives the file.</summary>
    private string Damage(bool compactFirst = false)
    {
        Do("set /secret \"findme\" --string");
        for (int count = 0; count < 7; count++) Do("add /n --durability disk");
        if (compactFirst) Do("compact");
        string segment = Directory.EnumerateFiles(Shell.StorePath, "*.log", SearchOption.AllDirectories).First();
        byte[] bytes = File.ReadAllBytes(segment);
        bytes[bytes.AsSpan().IndexOf("findme"u8)] ^= 1;
        File.WriteAllBytes(segment, bytes);
        return segment;
    }
}
