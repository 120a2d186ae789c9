namespace Holdfast.Logs.File.Format;

/// <summary>The numbers of the file log's format; docs/file-log-format.md explains them with an example.</summary>
internal static class FileFormat
{
    /// <summary>Raised when a program that knows only the older number could misread the files.</summary>
    public const int Version = 1;

    /// <summary>Bytes before the first record of a segment.</summary>
    public const int SegmentHeaderBytes = 64;

    /// <summary>Bytes before each record's payload.</summary>
    public const int FrameHeaderBytes = 12;

    /// <summary>The length field of the mark that ends a segment's records.</summary>
    public const uint EndMark = uint.MaxValue;

    /// <summary>The distance field of a record whose writer could not express how far the flush was behind.</summary>
    public const uint UnknownDistance = uint.MaxValue;

    /// <summary>The largest payload. A record is read whole into memory, so it needs a bound.</summary>
    public const int MaxPayloadBytes = 256 << 20;

    /// <summary>
    /// How far revisions may run ahead of what is known flushed. After a power loss the log goes on beyond this many,
    /// so no number that was ever handed out is used again. At two million commits a second it is eight seconds of
    /// work, against a flush each 100 ms.
    /// </summary>
    public const long MaxUnflushedRevisions = 1L << 24;

    /// <summary>
    /// The most commits a second that one namespace can make, for the gap after a restored copy (2^21).
    /// </summary>
    public const long MaxRevisionsPerSecond = 1L << 21;

    /// <summary>File name of the store's identity.</summary>
    public const string StoreFile = "store.json";

    /// <summary>File name of what is true only while somebody has the store open.</summary>
    public const string LiveFile = "live";

    /// <summary>Folder name above the namespaces.</summary>
    public const string NamespacesFolder = "namespaces";

    /// <summary>File name of a namespace's identity, in its folder.</summary>
    public const string NamespaceFile = "namespace.json";

    /// <summary>
    /// File name of what a namespace keeps of its history, in its folder; missing: what each process's options say.
    /// </summary>
    public const string RetentionFile = "retention.json";

    /// <summary>
    /// File name, in a namespace's folder, of how far its log was on disk when the last writer left it.
    /// </summary>
    public const string FlushMarkFile = "flushed";

    /// <summary>Ends a segment's file name.</summary>
    public const string SegmentSuffix = ".log";

    /// <summary>Ends the file name of a copy of bytes that a recovery cut.</summary>
    public const string CutSuffix = ".cut";

    /// <summary>Ends the file name of a checkpoint's document.</summary>
    public const string DocumentSuffix = ".json";

    /// <summary>Ends the file name of a checkpoint's companion.</summary>
    public const string CompanionSuffix = ".stamps";

    /// <summary>Digits of a position or revision in a file name, so that names sort as numbers do.</summary>
    public const int NumberDigits = 20;
}
