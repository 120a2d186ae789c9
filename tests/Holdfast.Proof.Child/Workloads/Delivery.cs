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
    private const int DigestDigits = 12;

    public static Delivery Of(Commit commit, StatePath path, IEnumerable<Change> changes, long position) => new(
        commit.Revision.Number,
        commit.Before.Revision.Number,
        Digest(ValueAt(commit.Before, path)),
        Digest(ValueAt(commit.After, path)),
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

    private static string ValueAt(Snapshot snapshot, StatePath path) =>
        snapshot.TryGet(path, out Value value) ? value.ToString() : "nothing";

    private static string Digest(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..DigestDigits];

    private static long ToNumber(string word) => long.Parse(word, CultureInfo.InvariantCulture);
}
