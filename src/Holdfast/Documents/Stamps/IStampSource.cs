namespace Holdfast.Documents.Stamps;

/// <summary>Tells the stamps of a tree's nodes, asked for in document order.</summary>
internal interface IStampSource
{
    /// <summary>The stamp of the root.</summary>
    long RootRevision();

    /// <summary>The stamp of the next node.</summary>
    /// <param name="parent">The stamp of its parent.</param>
    long NextRevision(long parent);

    /// <summary>The shape stamp of the container whose stamp was asked for last.</summary>
    long NextShape(long revision);
}
