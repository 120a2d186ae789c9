using System.Globalization;
using System.Text.Json.Serialization;
using Holdfast.Documents.Json;

namespace Holdfast;

/// <summary>Numbers a commit of one namespace: each commit has a greater revision than all before it.</summary>
/// <remarks>
/// Shape. 0 is the empty document before the first commit. Numbers grow by one, but for a gap after a recovery
///        that may have lost commits: a number is never used twice. In JSON it is its number.
/// Source. etcd calls the same thing a revision.
/// </remarks>
[JsonConverter(typeof(RevisionConverter))]
public readonly record struct Revision(long Number) : IComparable<Revision>
{
    /// <summary>The empty document before the first commit.</summary>
    public static Revision Zero => default;

    /// <summary>The number before this one; zero for zero. Time travel to it gives what this commit changed.</summary>
    public Revision Previous => new(Math.Max(0, Number - 1));

    /// <summary>Tells whether the left one is older.</summary>
    public static bool operator <(Revision left, Revision right) => left.Number < right.Number;

    /// <summary>Tells whether the left one is newer.</summary>
    public static bool operator >(Revision left, Revision right) => left.Number > right.Number;

    /// <summary>Tells whether the left one is not newer.</summary>
    public static bool operator <=(Revision left, Revision right) => left.Number <= right.Number;

    /// <summary>Tells whether the left one is not older.</summary>
    public static bool operator >=(Revision left, Revision right) => left.Number >= right.Number;

    /// <inheritdoc/>
    public int CompareTo(Revision other) => Number.CompareTo(other.Number);

    /// <summary>Gives the number as decimal text.</summary>
    public override string ToString() => Number.ToString(CultureInfo.InvariantCulture);
}
