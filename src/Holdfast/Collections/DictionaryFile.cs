using System.Buffers;
using Holdfast.Documents.Json;
using Holdfast.Errors;
using Holdfast.Logs.File.Native;

namespace Holdfast.Collections;

/// <summary>The JSON file of a dictionary: read whole, replaced whole.</summary>
/// <remarks>
/// A crash leaves the old file or the new one: the new one is written beside it and flushed before it gets the name,
/// and the folder is flushed after. What a crash leaves of a file that was not finished is written over by the next.
/// </remarks>
internal sealed class DictionaryFile : IDisposable
{
    private readonly Disk _disk = new(observer: null);
    private readonly Lock _lock = new();
    private FileContent _content = FileContent.Missing();

    public DictionaryFile(string path)
    {
        FileInfo file = new(path);
        Path = file.LinkTarget is null ? file.FullName : file.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
        Folder = System.IO.Path.GetDirectoryName(Path)
            ?? throw new HoldfastArgumentException(ErrorCode.BadAddress, $"'{path}' is a folder; name a file.");
        Directory.CreateDirectory(Folder);
    }

    /// <summary>The file; the target of a link, which stays one.</summary>
    public string Path { get; }

    /// <summary>The folder that it is in.</summary>
    public string Folder { get; }

    /// <summary>Gives the members; reads them only when the file is another one than before.</summary>
    /// <exception cref="HoldfastOperationException">NotADictionary.</exception>
    public Value Read()
    {
        lock (_lock)
        {
            if (_content.IsOf(FileIdentity.TryGet(Path))) return _content.Members;
            Keep(ReadAnew());
            return _content.Members;
        }
    }

    /// <summary>Replaces the file, or makes it where there is none.</summary>
    /// <param name="lease">The right to; null where there is no file yet.</param>
    /// <param name="members">What it is to hold.</param>
    /// <returns>False when it was to be made and somebody else was first; nothing has happened.</returns>
    public bool TryWrite(FileLease? lease, Value members)
    {
        string temporary = lease is null
            ? $"{Path}.{Guid.NewGuid():N}{Disk.TemporarySuffix}"
            : Path + Disk.TemporarySuffix;
        SafeDescriptor file = _disk.Create(temporary);
        try
        {
            WriteTo(file, temporary, lease, members);
            if (lease is not null) _disk.Rename(temporary, Path);
            else if (!_disk.TryRenameNew(temporary, Path)) return Drop(file, temporary);
        }
        catch
        {
            Drop(file, temporary);
            throw;
        }

        _disk.FlushFolder(Folder);
        lock (_lock) Keep(FileContent.Of(file, FileIdentity.Get(file, Path), members));
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock) Keep(FileContent.Missing());
    }

    private void WriteTo(SafeDescriptor file, string temporary, FileLease? lease, Value members)
    {
        if (lease is not null) Disk.SetPermissions(file, temporary, lease.PermissionsOf(Path));
        ArrayBufferWriter<byte> text = new();
        members.WriteTo(text, JsonStyle.Indented);
        text.Write("\n"u8);
        _disk.Write(file, temporary, 0, text.WrittenSpan);
        _disk.Flush(file, temporary);
    }

    private bool Drop(SafeDescriptor file, string temporary)
    {
        file.Dispose();
        _disk.Unlink(temporary);
        return false;
    }

    private FileContent ReadAnew()
    {
        SafeDescriptor? file = Disk.TryOpenForReading(Path);
        if (file is null) return FileContent.Missing();
        try
        {
            FileFacts facts = FileIdentity.Get(file, Path);
            byte[] text = new byte[facts.Length];
            int count = Disk.Read(file, Path, 0, text);
            return FileContent.Of(file, facts, Parse(text.AsSpan(0, count)));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>An empty file, as touch makes it, is an empty dictionary.</summary>
    private Value Parse(ReadOnlySpan<byte> text)
    {
        try
        {
            Value members = text.IsEmpty ? Value.EmptyObject : Value.Parse(text);
            return members.Kind == ValueKind.Object
                ? members
                : throw NotADictionary($"it is {members.Describe()}", null);
        }
        catch (HoldfastFormatException fault)
        {
            throw NotADictionary(fault.Message, fault);
        }
    }

    private void Keep(FileContent content)
    {
        _content.Dispose();
        _content = content;
    }

    private HoldfastOperationException NotADictionary(string why, Exception? cause) => new(
        ErrorCode.NotADictionary,
        $"'{Path}' does not hold a JSON object: {why.TrimEnd('.')}. Mend the file, or use another one.",
        cause);
}
