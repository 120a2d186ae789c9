using Holdfast.Documents.Patches;

namespace Holdfast.Tests.Documents.Patches;

/// <summary>Makes values, edits and patches of a seed: few names and scalars, so that they meet often.</summary>
internal sealed class RandomValues(int seed)
{
    private static readonly string[] Names = ["a", "b", "c", "", "0", "1", "~/", "é", "-"];

    private readonly Random _random = new(seed);

    public Value Next(int depth = 4) => _random.Next(depth > 0 ? 8 : 5) switch
    {
        0 => Value.Null,
        1 => _random.Next(2) == 0,
        2 => Value.Parse(_random.Next(4) switch { 0 => "1.0", 1 => "1", 2 => "1e0", _ => _random.Next(5).ToString() }),
        3 => _random.Next(100_000),
        4 => Names[_random.Next(Names.Length)],
        5 => Value.FromItems(Enumerable.Range(0, _random.Next(8)).Select(_ => Next(depth - 1)).ToArray()),
        _ => Value.FromMembers(Enumerable.Range(0, _random.Next(6))
            .Select(_ => new KeyValuePair<string, Value>(Names[_random.Next(Names.Length)], Next(depth - 1)))
            .DistinctBy(member => member.Key).ToArray()),
    };

    /// <summary>An object or an array of some thousands, some of which are containers.</summary>
    public Value Large()
    {
        var values = Enumerable.Range(0, _random.Next(1, 3_000)).Select(_ => Next(1)).ToArray();
        return _random.Next(2) == 0
            ? Value.FromItems(values)
            : Value.FromMembers(values.Select((value, index) => new KeyValuePair<string, Value>($"n{index}", value)));
    }

    /// <summary>A value that shares most with another: sets, insertions and removals at random places.</summary>
    public Value Edited(Value value, int edits)
    {
        for (int edit = 0; edit < edits; edit++)
        {
            StatePath path = Place(value);
            PatchOperation operation = _random.Next(3) switch
            {
                0 => PatchOperation.Add(path, Next(1)),
                1 => PatchOperation.Replace(path, Next(1)),
                _ => PatchOperation.Remove(path),
            };
            value = TryApply(operation, value);
        }

        return value;
    }

    public Patch NextPatch(Value target) =>
        new(Enumerable.Range(0, _random.Next(1, 5)).Select(_ => NextOperation(target)));

    private PatchOperation NextOperation(Value target)
    {
        StatePath path = Place(target);
        StatePath from = Place(target);
        return _random.Next(6) switch
        {
            0 => PatchOperation.Add(path, Next(1)),
            1 => PatchOperation.Remove(path),
            2 => PatchOperation.Replace(path, Next(1)),
            3 when !(path.Count > from.Count && path.StartsWith(from)) => PatchOperation.Move(from, path),
            4 => PatchOperation.Test(path, target.TryGet(path, out Value there) ? there : Next(1)),
            _ => PatchOperation.Copy(from, path),
        };
    }

    /// <summary>A place that exists, or a new one beside it.</summary>
    private StatePath Place(Value value)
    {
        StatePath path = StatePath.Root;
        while (value.Count > 0 && _random.Next(5) > 0)
        {
            int child = _random.Next(value.Count);
            bool isArray = value.Kind == ValueKind.Array;
            path = isArray ? path / child : path / value.Members.ElementAt(child).Key;
            value = isArray ? value[child] : value.Members.ElementAt(child).Value;
        }

        return _random.Next(3) == 0 ? path / Names[_random.Next(Names.Length)] : path;
    }

    private static Value TryApply(PatchOperation operation, Value value)
    {
        try
        {
            return new Patch([operation]).Apply(value);
        }
        catch (Exception error) when (error is Holdfast.Errors.IHoldfastError)
        {
            return value;
        }
    }
}
