using Holdfast.Configuration;
using Holdfast.Tests.Documents.Patches;

namespace Holdfast.Tests.Configuration;

/// <summary>Random changes, compared with a list of dictionaries.</summary>
public sealed class ConfigModelTests
{
    [Fact]
    public void Changes_Random_InMemoryAreThoseOfTheModel() =>
        Property.Holds(seed => Agrees(new ConfigManager(), null, new Random(seed)));

    [Fact]
    public void Changes_Random_AtAPathAreThoseOfTheModel() => Property.Holds(
        seed =>
        {
            using Store store = Store.Open("memory:");
            State state = store.GetState("app");
            return Agrees(state.GetConfigurations("/c"), state, new Random(seed));
        },
        tests: 100);

    private static bool Agrees(ConfigManager manager, State? state, Random random)
    {
        Dictionary<string, long> initial = new() { ["a"] = 1, ["b"] = 2 };
        List<Dictionary<string, long>> model = [initial];
        Config config = manager.Register("m", ToValue(initial));
        for (int step = random.Next(1, 30); step > 0; step--)
        {
            Dictionary<string, long> now = Step(config, model, random);
            model.Add(now);
            if (state is not null && random.Next(8) == 0)
            {
                // Another manager, which has to find everything in the log.
                config = state.GetConfigurations("/c")["m"];
            }
        }

        IReadOnlyList<ConfigChange> history = config.GetHistory();
        return history.Count == model.Count && history.All(change =>
            change.Config.Values == ToValue(model[(int)change.Version])
            && change.Config == config.At(change.Version)
            && (change.Version == 0 || IsChange(model, change)));
    }

    private static Dictionary<string, long> Step(Config config, List<Dictionary<string, long>> model, Random random)
    {
        Dictionary<string, long> now = new(model[^1]);
        string key = "abcd"[random.Next(4)].ToString();
        int old = random.Next(model.Count);
        switch (random.Next(6))
        {
            case 0:
                config.Set(key, now[key] = random.Next(5));
                return now;
            case 1:
                config.Remove(key);
                now.Remove(key);
                return now;
            case 2:
                config.Rollback(old);
                return new(model[old]);
            case 3:
                config.Rollback(old, RollbackMode.Merge);
                foreach (KeyValuePair<string, long> member in model[old])
                    now[member.Key] = member.Value;
                return now;
            case 4:
                return config.Reset()!.Version == model.Count ? new(model[0]) : throw new InvalidOperationException();
            default:
                config.Reset(ResetTarget.Empty);
                return [];
        }
    }

    private static bool IsChange(List<Dictionary<string, long>> model, ConfigChange change)
    {
        int version = (int)change.Version;
        string[] wanted =
        [
            .. model[version].Keys.Union(model[version - 1].Keys).Order(StringComparer.Ordinal)
                .Where(key => !model[version].TryGetValue(key, out long now)
                    | !model[version - 1].TryGetValue(key, out long old) || now != old)
                .Select(key => "/" + key),
        ];
        return change.Changes.Select(one => one.Path.ToString()).Order(StringComparer.Ordinal).SequenceEqual(wanted);
    }

    private static Value ToValue(Dictionary<string, long> members) =>
        Value.FromMembers(members.Select(member => new KeyValuePair<string, Value>(member.Key, member.Value)));
}
