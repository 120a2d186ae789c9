using System.IO.MemoryMappedFiles;
using System.Runtime.CompilerServices;

namespace Holdfast.Bench.Peers;

/// <summary>
/// A few words of memory that two processes share, and nothing else: what any wake between them costs at least.
/// </summary>
/// <remarks>Threads. One sleeper and one waker for each word.</remarks>
internal sealed unsafe class SharedWords : IDisposable
{
    private const int Bytes = 4096;
    private const int WordBytes = 64;

    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly byte* _start;

    public SharedWords(string path)
    {
        _file = MemoryMappedFile.CreateFromFile(path, FileMode.OpenOrCreate, null, Bytes);
        _view = _file.CreateViewAccessor(0, Bytes);
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _start);
    }

    public void Dispose()
    {
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _file.Dispose();
    }

    /// <summary>Advances a word, with a message beside it, and wakes who sleeps on it.</summary>
    public void Ring(int index, long message)
    {
        Volatile.Write(ref Message(index), message);
        Interlocked.Increment(ref Word(index));
        Native.Wake((uint*)Unsafe.AsPointer(ref Word(index)));
    }

    /// <summary>Sleeps until a word is no more what it was, and gives what it is.</summary>
    public uint Await(int index, uint seen)
    {
        while (Volatile.Read(ref Word(index)) == seen) Native.Sleep((uint*)Unsafe.AsPointer(ref Word(index)), seen);
        return Volatile.Read(ref Word(index));
    }

    public uint Read(int index) => Volatile.Read(ref Word(index));

    public long ReadMessage(int index) => Volatile.Read(ref Message(index));

    private ref uint Word(int index) => ref Unsafe.AsRef<uint>(_start + (index * WordBytes));

    private ref long Message(int index) => ref Unsafe.AsRef<long>(_start + (index * WordBytes) + sizeof(long));
}
