using System.Globalization;
using Holdfast.Proof.Child.Workloads;

namespace Holdfast.Proof.Tests.Watches;

/// <summary>
/// All sessions of one watch that was begun again and again where it was, through deaths of its process.
/// </summary>
internal sealed class WatchRun(bool isNamed)
{
    /// <summary>
    /// Whether its place is kept in the store (at least once) instead of by its program (exactly once).
    /// </summary>
    public bool IsNamed { get; } = isNamed;

    public List<WatchSession> Sessions { get; } = [];

    public IEnumerable<Delivery> Deliveries => Sessions.SelectMany(session => session.Deliveries);

    /// <summary>The first revision that has not been delivered or passed over.</summary>
    public long Next => Sessions.Count == 0 ? 1
        : Sessions[^1] is { Deliveries: [.., var last] } ? last.Position + 1
        : Sessions[^1].Position + 1;

    /// <summary>Whether a revision was delivered or passed over.</summary>
    public bool Covers(long revision) => Sessions is [var first, ..]
        && revision >= (first.From > 0 ? first.From : first.Position + 1) && revision < Next;

    /// <summary>Gives the part of the run from a revision on, as if it had begun there.</summary>
    public WatchRun From(long revision)
    {
        var part = new WatchRun(IsNamed);
        part.Sessions.AddRange(Sessions.Select(session => new WatchSession(
            session.From == 0 ? 0 : Math.Max(session.From, revision),
            Math.Max(session.Position, revision - 1),
            [.. session.Deliveries.Where(one => one.Revision >= revision)])));
        return part;
    }

    public void OnLine(string line)
    {
        string[] words = line.Split(' ', 2);
        if (words[0] == "begins")
        {
            long[] numbers = [.. words[1].Split(' ').Select(word => long.Parse(word, CultureInfo.InvariantCulture))];
            Sessions.Add(new WatchSession(numbers[0], numbers[1], []));
        }
        else if (words[0] == "got")
        {
            Sessions[^1].Deliveries.Add(Delivery.Parse(words[1]));
        }
    }
}
