namespace Holdfast.Control;

/// <summary>What a message asks for, in the order in which several are done.</summary>
internal enum ControlVerb
{
    /// <summary>The value at a path.</summary>
    Get,

    /// <summary>A value to be stored at a path.</summary>
    Set,

    /// <summary>A text to be replaced in the whole state.</summary>
    ValueReplace,

    /// <summary>What is at a path to be removed.</summary>
    Delete,
}
