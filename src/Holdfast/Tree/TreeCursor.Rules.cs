namespace Holdfast.Tree;

/// <content>Rules for what a directory holds.</content>
public sealed partial class TreeCursor
{
    /// <summary>Gives the rules of a directory; none when nobody set any.</summary>
    public TreeRules GetRules(string path = "") => _tree.Rules.GetValueOrDefault(Resolve(path), TreeRules.None);

    /// <summary>Replaces the rules of a directory, whether it is there or not.</summary>
    public void SetRules(TreeRules rules, string path = "")
    {
        ArgumentNullException.ThrowIfNull(rules);
        _tree.Rules[Resolve(path)] = rules;
    }

    /// <summary>
    /// Gives the entries that are missing or too much by the rules of a directory and of those below it.
    /// </summary>
    /// <returns>Their pointers: of a missing entry, where it should be; of a forbidden one, where it is.</returns>
    public IReadOnlyList<StatePath> FindViolations(string path = "/")
    {
        StatePath start = Resolve(path);
        return [.. _tree.Rules.Where(rules => rules.Key.StartsWith(start))
            .OrderBy(rules => rules.Key.ToString(), StringComparer.Ordinal)
            .SelectMany(rules => Violations(rules.Key, rules.Value))];
    }

    private IEnumerable<StatePath> Violations(StatePath directory, TreeRules rules)
    {
        if (!TryRead(directory, out Value value)) return [];
        IEnumerable<string> missing = rules.Required.Where(name => !value.TryGet(StatePath.Root / name, out _));
        IEnumerable<string> tooMuch = rules.Forbidden.Where(name => value.TryGet(StatePath.Root / name, out _));
        return missing.Concat(tooMuch).Select(name => directory / name);
    }
}
