using System.Globalization;

namespace Holdfast.Bench.Children;

/// <summary>Four processes that do the same at the same time.</summary>
internal sealed class Crew(string role, params string[] words) : IDisposable
{
    private const int Size = 4;

    private readonly Child[] _children = [.. Enumerable.Range(0, Size).Select(_ => Child.Start(role, words))];

    /// <summary>What all have done so far, by their own account.</summary>
    public long Total { get; private set; }

    /// <summary>Lets all work for a while, and gives the operations of all a second.</summary>
    public double Run(TimeSpan time)
    {
        foreach (Child child in _children) child.Tell(time.TotalSeconds.ToString(CultureInfo.InvariantCulture));
        long count = _children.Sum(child => long.Parse(child.Answer(), CultureInfo.InvariantCulture));
        Total += count;
        return count / time.TotalSeconds;
    }

    public void Dispose()
    {
        foreach (Child child in _children) child.Dispose();
    }
}
