namespace Holdfast.Commits;

/// <summary>What an operation of a proposal asks for. The numbers are part of the proposal format.</summary>
internal enum OperationKind : byte
{
    /// <summary>Puts a value at a path; missing parents are made.</summary>
    Set = 1,

    /// <summary>RFC 6902 <c>add</c>: the parent must exist; in an array, items move up.</summary>
    Insert = 2,

    /// <summary>RFC 6902 <c>replace</c>: the path must exist.</summary>
    Replace = 3,

    /// <summary>Removes what is at a path, which must exist.</summary>
    Remove = 4,

    /// <summary>Adds to the number at a path; nothing there counts as 0.</summary>
    Add = 5,

    /// <summary>Adds an item to the end of the array at a path; nothing there counts as an empty array.</summary>
    Append = 6,

    /// <summary>Rejects the proposal unless the value at a path equals the given one.</summary>
    Test = 7,

    /// <summary>RFC 6902 <c>move</c>.</summary>
    Move = 8,

    /// <summary>RFC 6902 <c>copy</c>.</summary>
    Copy = 9,
}
