using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Holdfast.Proof.Child.Workloads;

/// <summary>One delivery of a watch, told so shortly that two can be compared.</summary>
/// <param name="Revision">Of the commit.</param>
/// <param name="Previous">Of the state before it.</param>
/// <param name="Before">A digest of the value at the watched path before.</param>
/// <param name="After">A digest of the value at the watched path after.</param>
/// <param name="Changes">A digest of the changes within the watched path.</param>
/// <param name="Position">Where the watch stood after it.</param>
internal sealed record Delivery(
    long Revision, long Previous, string Before, string After, string Changes, long Position)
{
    /// <summary>Stands for a digest that was not made.</summary>
    public const string Unknown = "-";

    private const int DigestDigits = 12;

    /// <summary>Tells a delivery, or what it has to be.</summary>
    /// <param name="commit">The commit.</param>
    /// <param name="path">The watched path.</param>
    /// <param name="changes">The changes within the path.</param>
    /// <param name="position">Where the watch stands after it.</param>
    /// <param name="every">Of so many revisions one has digests of its state: that of a whole one is dear.</param>
    public static Delivery Of(
        Commit commit, StatePath path, IEnumerable<Change> changes, long position, int every = 1) => new(
        commit.Revision.Number,
        commit.Before.Revision.Number,
        ValueAt(commit.Before, path, every),
        ValueAt(commit.After, path, every),
        Digest(string.Join('\n', changes)),
        position);

    /// <summary>Reads what <see cref="ToString"/> gave.</summary>
    public static Delivery Parse(string text)
    {
        string[] words = text.Split(' ');
        return new Delivery(ToNumber(words[0]), ToNumber(words[1]), words[2], words[3], words[4], ToNumber(words[5]));
    }

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Revision} {Previous} {Before} {After} {Changes} {Position}");

    private static string ValueAt(Snapshot snapshot, StatePath path, int every) =>
        snapshot.Revision.Number % every > 0 ? Unknown
        : Digest(snapshot.TryGet(path, out Value value) ? value.ToString() : "nothing");

    private static string Digest(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..DigestDigits];

    private static long ToNumber(string word) => long.Parse(word, CultureInfo.InvariantCulture);
}
