using System.Runtime.InteropServices;

namespace Holdfast.Logs.File.Native;

/// <summary>Owns a file descriptor; a call that uses it keeps it open until it returns.</summary>
internal sealed class SafeDescriptor : SafeHandle
{
    public SafeDescriptor(int descriptor)
        : base(-1, ownsHandle: true) => SetHandle(descriptor);

    /// <inheritdoc/>
    public override bool IsInvalid => handle < 0;

    /// <summary>The number; valid only while the caller knows that nobody disposes of this.</summary>
    public int Number => (int)handle;

    /// <inheritdoc/>
    protected override bool ReleaseHandle() => Libc.close((int)handle) == 0;
}
