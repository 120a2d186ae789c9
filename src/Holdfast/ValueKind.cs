using System.Diagnostics.CodeAnalysis;

namespace Holdfast;

/// <summary>Says which of the six kinds of JSON a <see cref="Value"/> is.</summary>
[SuppressMessage("Naming", "CA1720", Justification = "String and Object are what JSON calls them.")]
public enum ValueKind
{
    /// <summary>The JSON literal null.</summary>
    Null = 0,

    /// <summary>True or false.</summary>
    Boolean = 1,

    /// <summary>A decimal number of any length within the bounds; its text is kept.</summary>
    Number = 2,

    /// <summary>Text.</summary>
    String = 3,

    /// <summary>Items in order.</summary>
    Array = 4,

    /// <summary>Members, each with a name of its own, in the order in which they were added.</summary>
    Object = 5,
}
