using System.Text.Json;

namespace Holdfast.Documents.Json;

/// <summary>Keeps where a reader stopped between two pieces of a text.</summary>
internal sealed class JsonReaderStateBox(JsonReaderState state)
{
    /// <summary>Where the reader stopped.</summary>
    public JsonReaderState State { get; set; } = state;
}
