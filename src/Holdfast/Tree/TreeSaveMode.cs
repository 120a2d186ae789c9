namespace Holdfast.Tree;

/// <summary>Says what saving a tree does where there are folders already.</summary>
public enum TreeSaveMode
{
    /// <summary>Refuses, before anything is written, if the topmost folder is there. The default.</summary>
    RefuseExisting,

    /// <summary>
    /// Goes into folders that are there, replaces files that are there, and leaves alone all that the tree has not.
    /// </summary>
    Overwrite,
}
