namespace Holdfast.Documents.Patches;

/// <summary>The operations of a JSON Patch.</summary>
/// <remarks>Source. RFC 6902, section 4.</remarks>
public enum PatchOperationKind
{
    /// <summary>Sets a member, or inserts an item before an index or, with <c>-</c>, at the end.</summary>
    Add,

    /// <summary>Removes what is there.</summary>
    Remove,

    /// <summary>Sets what is there to another value.</summary>
    Replace,

    /// <summary>Removes what is at one place and adds it at another.</summary>
    Move,

    /// <summary>Adds what is at one place at another.</summary>
    Copy,

    /// <summary>Fails, and the whole patch with it, when what is there does not equal the value.</summary>
    Test,
}
