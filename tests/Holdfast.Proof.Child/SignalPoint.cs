using System.Runtime.InteropServices;
using Holdfast.Logs.File.Native;

namespace Holdfast.Proof.Child;

/// <summary>Sends this process a signal at a chosen moment of its work on the files of a store.</summary>
/// <remarks>
/// Between the write of a record and its publication, between two renames of a checkpoint: moments that a signal at
/// random hardly ever meets.
/// </remarks>
internal sealed partial class SignalPoint : IDiskObserver
{
    private volatile string _moment = "";
    private int _signal;
    private int _rest;

    /// <summary>Chooses the moment: the n-th step of a kind from now on.</summary>
    public void Arm(int signal, string moment, int count)
    {
        (_signal, _rest) = (signal, count);
        _moment = moment;
    }

    public void Created(string path) => Pass("created");

    /// <summary>A record is what a segment gets that is neither its header nor the zeros that it begins with.</summary>
    public void Written(string path, long offset, ReadOnlySpan<byte> bytes)
    {
        bool isSegment = path.EndsWith(".log", StringComparison.Ordinal);
        Pass(isSegment && offset > 0 && bytes.ContainsAnyExcept((byte)0) ? "record" : "written");
    }

    public void Flushed(string path) => Pass("flushed");

    public void FolderMade(string path) => Pass("made");

    public void FolderFlushed(string path) => Pass("folder");

    public void Renamed(string from, string to) => Pass("renamed");

    public void Unlinked(string path) => Pass("unlinked");

    private void Pass(string moment)
    {
        if (_moment == moment && Interlocked.Decrement(ref _rest) == 0)
        {
            _ = Raise(_signal);
        }
    }

    // To this very thread, so that it does not run on while another one takes the signal.
    [LibraryImport("libc", EntryPoint = "raise")]
    private static partial int Raise(int signal);
}
