namespace Holdfast.Logs.File.Native;

/// <summary>What statx(2) tells of a file; times are nanoseconds.</summary>
internal readonly record struct FileFacts(
    FileIdentity Identity, long Length, long Birth, long Changed, uint Links, ushort Mode)
{
    private const ushort KindMask = 0xF000;
    private const ushort FolderKind = 0x4000;

    public bool IsFolder => (Mode & KindMask) == FolderKind;
}
