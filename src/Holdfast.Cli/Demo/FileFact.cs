using System.Security.Cryptography;

namespace Holdfast.Cli.Demo;

/// <summary>What there is to know about one file: its size and digest, or why it could not be read.</summary>
/// <param name="Name">The name relative to the input folder.</param>
/// <param name="Bytes">The size; 0 when it could not be read.</param>
/// <param name="Digest">The SHA-256 in hexadecimal, or the kind of fault.</param>
/// <param name="IsRead">Whether it could be read.</param>
internal readonly record struct FileFact(string Name, long Bytes, string Digest, bool IsRead)
{
    private const string BytesName = "bytes";
    private const string DigestName = "sha256";
    private const string FaultName = "fault";
    private const string WorkerName = "worker";

    private static readonly string EmptyDigest = Convert.ToHexStringLower(SHA256.HashData([]));

    /// <summary>Reads and hashes a file.</summary>
    public static FileFact Of(string folder, string name)
    {
        string path = Path.Combine(folder, name);
        try
        {
            // What has no length is not opened: it may be a pipe, and opening that waits for its writer.
            if (new FileInfo(path).Length == 0) return new FileFact(name, 0, EmptyDigest, IsRead: true);
            using FileStream file = new(
                path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            string digest = Convert.ToHexStringLower(SHA256.HashData(file));
            return new FileFact(name, file.Position, digest, IsRead: true);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return new FileFact(name, 0, fault.GetType().Name, IsRead: false);
        }
    }

    /// <summary>Reads back what <see cref="ToValue"/> made.</summary>
    public static FileFact From(string name, Value value)
    {
        bool isRead = value.TryGet(DigestName, out Value digest);
        return new FileFact(name, (long)value[BytesName], (string)(isRead ? digest : value[FaultName])!, isRead);
    }

    /// <summary>Makes the entry of the inventory.</summary>
    public Value ToValue(string worker) => Value.FromMembers(
    [
        new(BytesName, Bytes),
        new(IsRead ? DigestName : FaultName, Digest),
        new(WorkerName, worker),
    ]);

    public override string ToString() => $"{Bytes} bytes, {Digest}";
}
