namespace Holdfast.Documents;

/// <summary>The bounds that every process enforces alike, so that all decide the same.</summary>
internal static class DocumentLimits
{
    /// <summary>
    /// Containers inside each other; small enough that recursion never comes near the end of a stack.
    /// </summary>
    public const int MaxDepth = 512;

    /// <summary>Bytes of compact JSON text that a document may have; .NET arrays end at 2 GiB.</summary>
    public const long MaxDocumentBytes = 1L << 30;

    /// <summary>Bytes of one record; a reader must hold one in memory.</summary>
    public const int MaxRecordBytes = 256 << 20;

    /// <summary>Digits of a number as written, so that comparing and adding stay cheap.</summary>
    public const int MaxDigits = 1_000;

    /// <summary>Largest exponent of a number as written, positive or negative.</summary>
    public const int MaxExponent = 9_999;
}
