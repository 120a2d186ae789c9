using Microsoft.Win32.SafeHandles;

namespace Holdfast.Bench.Peers;

/// <summary>The least that a commit to a disk can be: write some bytes into a zero-filled file, and flush.</summary>
internal sealed class BareDisk : IDisposable
{
    private const int FileBytes = 16 << 20;

    private readonly SafeFileHandle _file;
    private readonly byte[] _record;
    private long _position;

    public BareDisk(string path, int recordBytes)
    {
        _record = new byte[recordBytes];
        Random.Shared.NextBytes(_record);
        _file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite);
        RandomAccess.Write(_file, new byte[FileBytes], 0);
        Native.Flush(_file);
    }

    public void WriteOne()
    {
        if (_position + _record.Length > FileBytes) _position = 0;
        RandomAccess.Write(_file, _record, _position);
        Native.Flush(_file);
        _position += _record.Length;
    }

    public void Dispose() => _file.Dispose();
}
