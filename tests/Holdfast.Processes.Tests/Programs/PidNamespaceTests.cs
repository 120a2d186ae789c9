using System.Diagnostics;
using Holdfast.Errors;
using Holdfast.Processes.Coordination;

namespace Holdfast.Processes.Tests.Programs;

/// <summary>
/// Programs that cannot see one another and have the same process number, as in two containers with one volume.
/// </summary>
public sealed class PidNamespaceTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly string[] Unshare = ["unshare", "--pid", "--fork", "--mount-proc", "--kill-child"];

    private readonly TestFolder _folder = new();
    private readonly List<OtherProgram> _programs = [];
    private readonly ProcessContext _context;

    public PidNamespaceTests() => _context = new ProcessContext(_folder.Store);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Processes_WithOneNumberInTwoNamespaces_AreTwo()
    {
        OtherProgram[] two = [Start(), Start()];
        string[] ids = [.. two.Select(program => program.Ask("hold twin"))];
        ProcessStatus[] found = [.. ids.Select(id => _context.Store.FindProcess(id).Status)];
        Assert.Equal(2, ids.Distinct().Count());
        Assert.Equal(2, _context.Store.GetStatus().Processes.Count(process => process.ProcessId == 1));
        Assert.All(found, process => Assert.Equal(ProcessPhase.Running, process.Phase));
        two[0].Kill();
        _context.Store.WhenPhase(ids[0], ProcessPhase.Died, Patience);
        Assert.Equal(ProcessPhase.Running, _context.Store.FindProcess(ids[1]).Status.Phase);
        Assert.Equal("49", two[1].Ask("square 7"));
    }

    [Fact]
    public async Task StopAsync_OfOneInAnother_IsRefusedAndSignalsNobody()
    {
        OtherProgram program = Start();
        string id = program.Ask("hold theirs");
        StoredProcess process = _context.Store.FindProcess(id);
        HoldfastOperationException refused = await Assert.ThrowsAsync<HoldfastOperationException>(
            () => process.StopAsync(token: Token));
        Assert.Equal(ErrorCode.OtherMachine, refused.Code);
        Assert.Equal("theirs", program.Ask("alive"));
    }

    [Fact]
    public void Lock_OfOneInAnother_IsHeldUntilItsEnd()
    {
        OtherProgram program = Start();
        program.Ask("lock door");
        DistributedLock door = _context.State.GetLock("/locks/door");
        Assert.Null(door.TryTake());
        Assert.Equal("Functions.Lock", program.Ask("alive"));
        program.Kill();
        using Hold mine = door.Take(Patience, Token);
    }

    public void Dispose()
    {
        _programs.ForEach(program => program.Dispose());
        _context.Dispose();
        _folder.Dispose();
    }

    private OtherProgram Start()
    {
        if (WhyNot() is { } reason) Assert.Skip($"This machine gives no process namespaces: {reason}");
        OtherProgram program = new([.. Unshare, .. OtherProgram.ByRunner], _folder.Store);
        _programs.Add(program);
        return program;
    }

    /// <summary>Why the machine does not allow it; null when it does.</summary>
    private static string? WhyNot()
    {
        try
        {
            ProcessStartInfo start = new(Unshare[0], [.. Unshare[1..], "true"]) { RedirectStandardError = true };
            using Process trial = Process.Start(start)!;
            string said = trial.StandardError.ReadToEnd();
            trial.WaitForExit();
            return trial.ExitCode == 0 ? null : said.Trim();
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            return missing.Message;
        }
    }
}
