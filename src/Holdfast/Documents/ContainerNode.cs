using Holdfast.Documents.Stamps;

namespace Holdfast.Documents;

/// <summary>
/// The header of an array or an object: what is known of the whole without looking inside. Immutable
/// once the step that made it is over.
/// </summary>
/// <remarks>
/// Shape. The effective revision of anything inside is the greatest of its own stamp and of the <see cref="Floor"/> of
///        every container on the way to it. So attaching a container anywhere stamps all that is in it by making one
///        new header over the same tree.
/// </remarks>
internal abstract class ContainerNode
{
    /// <summary>Length of the compact JSON text of an empty container.</summary>
    protected const int EmptySize = 2;

    private int _count;
    private int _height;
    private long _size;
    private long _floor;
    private long _shapeRevision;
    private long _newest;

    /// <summary>Members or items.</summary>
    public required int Count { get => _count; init => _count = value; }

    /// <summary>Containers inside each other, this one included: exact, so that the bound on depth is.</summary>
    public required int Height { get => _height; init => _height = value; }

    /// <summary>Bytes of the compact JSON text.</summary>
    public required long Size { get => _size; init => _size = value; }

    /// <summary>
    /// The revision at which this container was attached; nothing inside is older. 0 outside a document.
    /// </summary>
    public long Floor { get => _floor; init => _floor = value; }

    /// <summary>The revision that last added, removed or reordered a child.</summary>
    public long ShapeRevision { get => _shapeRevision; init => _shapeRevision = value; }

    /// <summary>
    /// No stamp inside is greater; tells whether <see cref="Attach"/> at a revision hides all of them.
    /// </summary>
    public long Newest { get => _newest; init => _newest = value; }

    /// <summary>What this value was last converted to, when that type is declared immutable. A benign race.</summary>
    public CachedConversion? Conversion { get; set; }

    /// <summary>
    /// Gives this container as one that is attached at a revision, all stamps inside hidden by the floor.
    /// </summary>
    public ContainerNode Attach(long revision) =>
        Newest > revision ? Restamp.WithoutStamps(this).WithFloor(revision) : WithFloor(revision);

    /// <summary>Makes this the header of a changed tree. Only for who made it in the same step.</summary>
    private protected void Become(int count, int height, long size, long floor, long shape, long newest)
    {
        (_count, _height, _size) = (count, height, size);
        (_floor, _shapeRevision, _newest) = (floor, shape, newest);
        Conversion = null;
    }

    /// <summary>Gives the same tree under a new header.</summary>
    protected abstract ContainerNode WithFloor(long revision);
}
