namespace Holdfast.Documents.Json;

/// <summary>How JSON text is laid out.</summary>
public enum JsonStyle
{
    /// <summary>No white space at all.</summary>
    Compact = 0,

    /// <summary>A line for each member and item, two spaces for each level; for people.</summary>
    Indented = 1,

    /// <summary>As indented, with four spaces for each level.</summary>
    Wide = 2,
}
