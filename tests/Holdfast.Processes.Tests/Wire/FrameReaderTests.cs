using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Holdfast.Processes.Native;
using Holdfast.Processes.Wire;

namespace Holdfast.Processes.Tests.Wire;

/// <summary>Messages out of a socket.</summary>
public sealed unsafe class FrameReaderTests : IDisposable
{
    private const int UnixDomain = 1;
    private const int Stream = 1;

    private readonly int _near;
    private readonly int _far;
    private readonly FrameReader _reader;

    public FrameReaderTests()
    {
        int* ends = stackalloc int[2];
        Assert.Equal(0, Libc.SocketPair(UnixDomain, Stream, 0, ends));
        (_near, _far) = (ends[0], ends[1]);
        _reader = new FrameReader(_near);
    }

    [Fact]
    public void TryTake_BehindALargeMessage_LetsGoOfItsRoom()
    {
        WeakReference room = TakeOne(20 << 20);
        Assert.False(_reader.TryTake(out _));
        GC.Collect();
        Assert.False(room.IsAlive);
        TakeOne(3);
    }

    [Fact]
    public void TryTake_BehindAPieceOfAMap_KeepsItsRoom()
    {
        WeakReference room = TakeOne(1 << 20);
        Assert.False(_reader.TryTake(out _));
        GC.Collect();
        Assert.True(room.IsAlive);
        Assert.Same(room.Target, TakeOne(1 << 20).Target);
    }

    public void Dispose()
    {
        _ = Libc.Close(_near);
        _ = Libc.Close(_far);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private WeakReference TakeOne(int bytes)
    {
        byte[] sent = new byte[bytes];
        new Random(bytes).NextBytes(sent);
        Thread sender = new(() => new FrameWriter(_far).TrySend(FrameKind.Chunk, sent));
        sender.Start();
        Assert.True(_reader.TryRead(out Frame frame));
        sender.Join();
        Assert.True(frame.Payload.Span.SequenceEqual(sent));
        Assert.True(MemoryMarshal.TryGetArray(frame.Payload, out ArraySegment<byte> room));
        return new WeakReference(room.Array);
    }
}
