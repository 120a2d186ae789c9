using System.Collections.Immutable;

namespace Holdfast.Configuration;

/// <summary>The validators of a manager, by the name of the configuration.</summary>
/// <remarks>Threads. Any; they run outside every lock.</remarks>
internal sealed class ConfigValidators
{
    private ImmutableDictionary<string, ImmutableList<ConfigValidator>> _byName =
        ImmutableDictionary.Create<string, ImmutableList<ConfigValidator>>(StringComparer.Ordinal);

    public void Add(string name, ConfigValidator validator) => ImmutableInterlocked.AddOrUpdate(
        ref _byName, name, _ => [validator], (_, validators) => validators.Add(validator));

    public void Remove(string name, ConfigValidator validator)
    {
        if (_byName.ContainsKey(name))
            ImmutableInterlocked.AddOrUpdate(ref _byName, name, _ => [], (_, all) => all.Remove(validator));
    }

    /// <summary>
    /// Asks all validators about all that a change would make; says everything that is wrong at once.
    /// </summary>
    public void Check(IReadOnlyList<ConfigStep> steps)
    {
        if (_byName.IsEmpty)
            return;
        List<string> problems = [];
        Exception? thrown = null;
        foreach (VersionedConfig candidate in steps.Select(step => step.New).OfType<VersionedConfig>())
        {
            foreach (ConfigValidator validator in _byName.GetValueOrDefault(candidate.Name, []))
                thrown = Ask(validator, candidate, problems) ?? thrown;
        }

        if (problems.Count > 0)
            throw new InvalidConfigurationException(problems, thrown);
    }

    private static Exception? Ask(ConfigValidator validator, VersionedConfig candidate, List<string> problems)
    {
        string prefix = candidate.Name.Length == 0 ? "" : candidate.Name + ": ";
        try
        {
            problems.AddRange((validator(candidate) ?? []).Select(problem => prefix + problem));
            return null;
        }
        catch (Exception thrown)
        {
            problems.Add(prefix + thrown.Message.Replace(Value.KindAdvice, "", StringComparison.Ordinal));
            return thrown;
        }
    }
}
