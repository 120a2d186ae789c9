using System.Runtime.InteropServices;
using Holdfast.Errors;
using Holdfast.Processes.Children;
using Holdfast.Processes.Native;

namespace Holdfast.Processes.Workers;

/// <summary>
/// Decides of each piece that was sent to a worker whether the worker begins it or its parent takes it back: one of the
/// two, whichever comes first.
/// </summary>
/// <remarks>
/// Memory that both have. The parent puts the number of a call into a place; whoever clears it has the piece.
/// A message that would ask for it back came too late for a worker that is in the middle of another piece.
/// Threads. Any; <see cref="Dispose"/> when nobody uses it any more.
/// </remarks>
internal sealed unsafe class PieceClaims : IDisposable
{
    /// <summary>More than a worker ever has pieces that are neither begun nor taken back: two.</summary>
    private const int Places = 64;

    private const int Bytes = 4096;
    private const int ReadWriteProtection = 3;
    private const int SharedFlag = 1;
    private const uint CloseOnExecFlag = 1;
    private const long Nothing = 0;

    private readonly long* _places;
    private bool _isOver;

    private PieceClaims(long* places, int descriptor)
    {
        _places = places;
        Descriptor = descriptor;
    }

    /// <summary>By which a child gets it.</summary>
    public int Descriptor { get; }

    /// <summary>Makes one, in the parent.</summary>
    /// <exception cref="HoldfastException">ChildFailed: the system refuses it.</exception>
    public static PieceClaims Make()
    {
        int descriptor = Libc.MemoryFile("holdfast-pieces", CloseOnExecFlag);
        if (descriptor < 0) throw Spawner.Refused();
        long* places = Libc.SetLength(descriptor, Bytes) == 0 ? Map(descriptor) : null;
        if (places != null) return new PieceClaims(places, descriptor);
        HoldfastException refused = Spawner.Refused();
        _ = Libc.Close(descriptor);
        throw refused;
    }

    /// <summary>Takes over the one that the parent left on a descriptor.</summary>
    /// <exception cref="HoldfastException">ChildFailed: the system refuses it.</exception>
    public static PieceClaims Take(int descriptor)
    {
        long* places = Map(descriptor);
        HoldfastException? refused = places == null ? Spawner.Refused() : null;
        _ = Libc.Close(descriptor);
        return refused is null ? new PieceClaims(places, descriptor: -1) : throw refused;
    }

    /// <summary>Lets a call be begun or taken back, before it is sent.</summary>
    public void Offer(long call)
    {
        if (Interlocked.Exchange(ref PlaceOf(call), call) == Nothing) return;
        throw new InvalidOperationException($"Piece {call} has the place of one that is still undecided.");
    }

    /// <summary>Takes a call, to begin it or away from the other side; false: that one has it.</summary>
    public bool TryTake(long call) => Interlocked.CompareExchange(ref PlaceOf(call), Nothing, call) == call;

    public void Dispose()
    {
        if (_isOver) return;
        _isOver = true;
        _ = Libc.Unmap(_places, Bytes);
        if (Descriptor >= 0) _ = Libc.Close(Descriptor);
    }

    private ref long PlaceOf(long call) => ref _places[call % Places];

    private static long* Map(int descriptor)
    {
        void* mapped = Libc.Map(null, Bytes, ReadWriteProtection, SharedFlag, descriptor, 0);
        return (nint)mapped == -1 ? null : (long*)mapped;
    }
}
