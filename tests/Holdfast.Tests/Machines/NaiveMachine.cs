namespace Holdfast.Tests.Machines;

/// <summary>A machine as one would write it first: lists, nested ifs, and no care for speed.</summary>
internal sealed class NaiveMachine(
    IReadOnlyList<NaiveMachine.Rule> rules, int?[] parents, int?[] initials, bool[] remembers)
{
    private readonly Dictionary<int, int> _last = [];

    public int State { get; private set; }

    public List<string> Calls { get; } = [];

    public void Start(int state)
    {
        State = state;
        while (initials[State] is { } inner) State = inner;
    }

    public bool Fire(int trigger)
    {
        Rule? rule = Chain(State).SelectMany(owner => rules.Where(other => other.From == owner))
            .FirstOrDefault(other => other.Trigger == trigger && other.Holds);
        if (rule is null) return false;
        if (rule.To is { } target) Go(rule.From, target);
        return true;
    }

    private void Go(int owner, int target)
    {
        List<int> keep = owner == target
            ? [.. Chain(target).Skip(1)]
            : [.. Chain(State).Intersect(Chain(target))];
        foreach (int left in Chain(State).Except(keep))
        {
            Calls.Add($"-{left}");
            if (remembers[left]) _last[left] = State;
        }

        int landing = target;
        while (true)
        {
            if (remembers[landing] && _last.TryGetValue(landing, out int last))
            {
                landing = last;
                break;
            }

            if (initials[landing] is not { } inner) break;
            landing = inner;
        }

        Calls.AddRange(Chain(landing).Except(keep).Reverse().Select(entered => $"+{entered}"));
        State = landing;
    }

    private IEnumerable<int> Chain(int state)
    {
        for (int? at = state; at is { } here; at = parents[here]) yield return here;
    }

    /// <summary>One transition; without a target it stays.</summary>
    public sealed record Rule(int From, int Trigger, bool Holds, int? To);
}
