using System.Text;
using Holdfast.Processes.Maps.Progress;

namespace Holdfast.Processes.Tests.Maps.Progress;

/// <summary>A bar on a terminal, and on what is none.</summary>
public sealed class ProgressBarTests : IDisposable
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(1);

    private readonly MemoryStream _output = new();
    private readonly ManualTime _time = new();
    private int? _columns = 28;
    private bool _isTaking = true;

    private ProgressTerminal Terminal => field ??= new ProgressTerminal(_output, () => _columns, () => _isTaking);

    private string Written => Encoding.ASCII.GetString(_output.ToArray());

    [Fact]
    public void Show_OnATerminal_DrawsAndClearTakesItAway()
    {
        ProgressBar bar = Make();
        bar.Show(new MapProgress(5, 10, 0));
        Assert.Equal("\r[#####.....]  50 %  5 of 10\r", Written);
        bar.Clear();
        Assert.Equal("\r[#####.....]  50 %  5 of 10\r\r" + new string(' ', 27) + "\r", Written);
        _time.Pass(Long);
        bar.Show(new MapProgress(6, 10, 0));
        bar.Clear();
        Assert.EndsWith(new string(' ', 27) + "\r", Written, StringComparison.Ordinal);
    }

    [Fact]
    public void Show_LineThatGetsShorter_LeavesNothingOfTheLongerOne()
    {
        ProgressBar bar = Make();
        bar.Show(new MapProgress(5, null, 2));
        _time.Pass(Long);
        _columns = 7;
        bar.Show(new MapProgress(6, null, 2));
        Assert.Equal("\r5 done, 2 failed\r\r6 done          \r", Written);
    }

    [Fact]
    public void Show_AMomentAfter_DrawsNothing()
    {
        ProgressBar young = new(Terminal, _time);
        young.Show(new MapProgress(1, 10, 0));
        Assert.Empty(Written);
        _time.Pass(Long);
        young.Show(new MapProgress(2, 10, 0));
        string drawn = Written;
        Assert.NotEmpty(drawn);
        young.Show(new MapProgress(3, 10, 0));
        _time.Pass(Long);
        young.Show(new MapProgress(1, 10, 0));
        Assert.Equal(drawn, Written);
    }

    [Fact]
    public void Show_OnWhatIsNoTerminal_WritesNothing()
    {
        _columns = null;
        ProgressBar bar = Make();
        bar.Show(new MapProgress(5, 10, 0));
        bar.Clear();
        Assert.Empty(Written);
    }

    [Fact]
    public void Show_WhileAnotherHasTheLine_WaitsForItsEnd()
    {
        ProgressBar first = Make();
        ProgressBar second = Make();
        first.Show(new MapProgress(5, null, 0));
        second.Show(new MapProgress(7, null, 0));
        Assert.Equal("\r5 done\r", Written);
        first.Clear();
        second.Show(new MapProgress(8, null, 0));
        Assert.EndsWith("\r8 done\r", Written, StringComparison.Ordinal);
    }

    [Fact]
    public void Clear_OnATerminalThatTakesNothing_LetsTheLineBeAndGivesItToAnother()
    {
        ProgressBar bar = Make();
        bar.Show(new MapProgress(5, null, 0));
        _isTaking = false;
        _time.Pass(Long);
        bar.Show(new MapProgress(6, null, 0));
        bar.Clear();
        Assert.Equal("\r5 done\r", Written);
        _isTaking = true;
        Make().Show(new MapProgress(7, null, 0));
        Assert.EndsWith("\r7 done\r", Written, StringComparison.Ordinal);
    }

    // Whoever ended the map waited for the one that drew.
    [Fact]
    public void Clear_WhileAnotherDraws_LeavesItToThatOne()
    {
        ProgressBar? bar = null;
        ProgressTerminal terminal = new(_output, () => 28, () =>
        {
            // In the middle of a drawing; a wait for it, on another thread, would never end.
            Thread ending = new(bar!.Clear);
            ending.Start();
            Assert.True(ending.Join(TimeSpan.FromSeconds(30)));
            return true;
        });
        bar = new ProgressBar(terminal, _time);
        _time.Pass(Long);
        bar.Show(new MapProgress(5, null, 0));
        Assert.Equal("\r5 done\r\r      \r", Written);
        Assert.True(terminal.TryTake(Make()));
    }

    public void Dispose() => _output.Dispose();

    private ProgressBar Make()
    {
        ProgressBar bar = new(Terminal, _time);
        _time.Pass(Long);
        return bar;
    }
}
