namespace Holdfast.Logs;

/// <summary>A kept document of one revision, from which replay can begin.</summary>
/// <param name="Revision">The revision of the document.</param>
/// <param name="Position">Where the records after it begin.</param>
/// <param name="Document">The document, as JSON text in UTF-8.</param>
/// <param name="Companion">
/// What the JSON does not say (revisions of the nodes, writers, gaps); opaque to the log.
/// </param>
internal sealed record Checkpoint(long Revision, LogPosition Position, Stream Document, Stream Companion) : IDisposable
{
    public void Dispose()
    {
        Document.Dispose();
        Companion.Dispose();
    }
}
