using System.Text.Json.Nodes;
using Holdfast.Errors;
using Holdfast.Logs.Memory;

namespace Holdfast.Tests.States;

/// <summary>The same random commits on every log and on a naive model: all must say the same at every step.</summary>
public sealed class SideBySideTests : IDisposable
{
    private const int Steps = 400;

    private static readonly string[] Names = ["a", "b", "c", "0", "1", ""];

    private readonly List<Store> _stores = [];

    public static TheoryData<int> Seeds => [1, 2, 3, Environment.TickCount];

    public void Dispose() => _stores.ForEach(store => store.Dispose());

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Commits_OnEveryLog_GiveWhatTheModelGives(int seed)
    {
        var random = new Random(seed);
        var model = new NaiveState();
        State[] states = [Open(() => NewMemory(MemoryLogKind.DecideFirst)), Open(() => NewMemory(MemoryLogKind.OrderFirst))];

        for (int step = 0; step < Steps; step++)
        {
            (Func<JsonNode, bool> onModel, Action<State> onState) = NextStep(random);
            bool expected = model.Commit(onModel);
            foreach (State state in states)
            {
                Assert.True(expected == Try(() => onState(state)), $"seed {seed}, step {step}: the model says {expected}");
                Assert.True(model.Text == state.Snapshot().Root.ToString(), $"seed {seed}, step {step}");
                Assert.Equal(model.Revision, state.Revision.Number);
            }
        }

        foreach (State state in states)
        {
            int revision = random.Next(model.Revision + 1);
            Assert.Equal(model.TextAt(revision), state.SnapshotAt(new Revision(revision)).Root.ToString());
            Assert.Equal(model.Revision, state.History().Count());
        }
    }

    private static MemoryLogStore NewMemory(MemoryLogKind kind) => new(new Retention(), kind);

    private static bool Try(Action action)
    {
        try
        {
            action();
            return true;
        }
        catch (Exception refused) when (refused is IHoldfastError)
        {
            return false;
        }
    }

    private static (Func<JsonNode, bool> OnModel, Action<State> OnState) NextStep(Random random)
    {
        string[] path = [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Names[random.Next(Names.Length)])];
        StatePath pointer = path.Aggregate(StatePath.Root, (parent, name) => parent / name);
        string json = NextValue(random, depth: 2);
        long amount = random.Next(-50, 50);
        return random.Next(5) switch
        {
            0 => (root => NaiveState.Remove(root, path), state => RemoveOrThrow(state, pointer)),
            1 => (root => NaiveState.Add(root, path, amount), state => state.Add(pointer, amount)),
            2 => (root => NaiveState.Append(root, path, JsonNode.Parse(json)), state => state.Append(pointer, Value.Parse(json))),
            _ => (root => NaiveState.Set(root, path, JsonNode.Parse(json)), state => state.Set(pointer, Value.Parse(json))),
        };
    }

    private static void RemoveOrThrow(State state, StatePath path)
    {
        if (!state.Remove(path))
        {
            throw new PathNotFoundException(ErrorCode.PathNotFound, "Nothing was there.");
        }
    }

    private static string NextValue(Random random, int depth) => random.Next(depth == 0 ? 4 : 6) switch
    {
        0 => "null",
        1 => "true",
        2 => random.Next(-1000, 1000).ToString(System.Globalization.CultureInfo.InvariantCulture),
        3 => $"\"text {random.Next(10)}\"",
        4 => $"[{string.Join(',', Enumerable.Range(0, random.Next(4)).Select(_ => NextValue(random, depth - 1)))}]",
        _ => $"{{\"a\":{NextValue(random, depth - 1)},\"b\":{NextValue(random, depth - 1)}}}",
    };

    private State Open(Func<Holdfast.Logs.LogStore> open)
    {
        Store store = Store.Open(open, new StoreOptions());
        _stores.Add(store);
        return store.GetState("side");
    }
}
