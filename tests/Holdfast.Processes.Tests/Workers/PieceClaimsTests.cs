using Holdfast.Processes.Native;
using Holdfast.Processes.Workers;

namespace Holdfast.Processes.Tests.Workers;

/// <summary>Who has a piece: the worker that begins it, or the parent that takes it back.</summary>
public sealed class PieceClaimsTests : IDisposable
{
    private const int DuplicateAbove = 1030; // F_DUPFD_CLOEXEC

    private readonly PieceClaims _parent = PieceClaims.Make();
    private readonly PieceClaims _worker;

    public PieceClaimsTests() => _worker = PieceClaims.Take(Libc.Control(_parent.Descriptor, DuplicateAbove, 10));

    [Fact]
    public void TryTake_OfferedPiece_IsOneSidesOnly()
    {
        _parent.Offer(1);
        Assert.True(_worker.TryTake(1));
        Assert.False(_parent.TryTake(1));
        _parent.Offer(2);
        Assert.True(_parent.TryTake(2));
        Assert.False(_worker.TryTake(2));
    }

    [Fact]
    public void TryTake_PieceThatWasNotOffered_IsRefused()
    {
        Assert.False(_worker.TryTake(7));
        _parent.Offer(7);
        Assert.False(_worker.TryTake(7 + 64));
        Assert.True(_worker.TryTake(7));
    }

    [Fact]
    public void Offer_PlaceOfAnUndecidedPiece_IsRefused()
    {
        _parent.Offer(3);
        Assert.Throws<InvalidOperationException>(() => _parent.Offer(3 + 64));
    }

    [Fact]
    public async Task TryTake_BothSidesAtTheSameTime_ExactlyOneHasEach()
    {
        const int pieces = 20_000;
        int[] taken = new int[pieces + 1];
        using Barrier both = new(2, _ => { });
        CancellationToken token = TestContext.Current.CancellationToken;
        await Task.WhenAll(
            Task.Run(() => TakeAll(_parent, isParent: true), token),
            Task.Run(() => TakeAll(_worker, isParent: false), token));
        Assert.All(taken[1..], count => Assert.Equal(1, count));

        void TakeAll(PieceClaims side, bool isParent)
        {
            for (int piece = 1; piece <= pieces; piece++)
            {
                if (isParent) side.Offer(piece);
                both.SignalAndWait();
                if (side.TryTake(piece)) Interlocked.Increment(ref taken[piece]);
                both.SignalAndWait();
            }
        }
    }

    public void Dispose()
    {
        _worker.Dispose();
        _parent.Dispose();
    }
}
