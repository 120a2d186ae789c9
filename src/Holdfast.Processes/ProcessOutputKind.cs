namespace Holdfast.Processes;

/// <summary>Where the output of a child goes.</summary>
public enum ProcessOutputKind
{
    /// <summary>To where the parent's goes.</summary>
    Inherit,

    /// <summary>To the parent's standard output, line by line, each with the name of the child before it.</summary>
    Prefixed,

    /// <summary>To the end of a file.</summary>
    File,

    /// <summary>Nowhere.</summary>
    Discard,
}
