using Holdfast.Processes.Maps;

namespace Holdfast.Processes.Tests.Maps;

/// <summary>Pieces whose size follows the time that earlier ones took.</summary>
public sealed class ChunkSizerTests
{
    private readonly ChunkSizer _sizer = new();

    [Fact]
    public void Next_NothingKnown_IsOneThatWaitsForItsWorker()
    {
        Assert.Equal(1, _sizer.Next);
        Assert.False(_sizer.IsFast);
    }

    [Fact]
    public void Next_AfterAPiece_TakesAboutFiveMilliseconds()
    {
        _sizer.Observe(1, TimeSpan.FromMilliseconds(1));
        Assert.Equal(5, _sizer.Next);
        _sizer.Observe(5, TimeSpan.FromMilliseconds(10));
        Assert.Equal(2, _sizer.Next);
        Assert.True(_sizer.IsFast);
    }

    [Fact]
    public void Next_ItemsThatTakeNoTime_GrowsStepByStepToAnEnd()
    {
        int size = _sizer.Next;
        for (int piece = 0; piece < 20; piece++)
        {
            _sizer.Observe(size, TimeSpan.Zero);
            Assert.InRange(_sizer.Next, size, size * 16);
            size = _sizer.Next;
        }

        Assert.Equal(256 << 10, size);
    }

    [Fact]
    public void Next_ItemsThatTurnSlow_AreOneEachAndWaitForAFreeWorker()
    {
        _sizer.Observe(1, TimeSpan.FromMicroseconds(10));
        Assert.Equal(16, _sizer.Next);
        _sizer.Observe(16, TimeSpan.FromSeconds(16));
        Assert.Equal(1, _sizer.Next);
        Assert.False(_sizer.IsFast);
    }
}
