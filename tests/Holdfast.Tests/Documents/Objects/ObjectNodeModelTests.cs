using System.Runtime.CompilerServices;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Holdfast.Documents.Objects;

namespace Holdfast.Tests.Documents.Objects;

/// <summary>Random changes of one object against a list, with real hashes and with hashes that collide.</summary>
public sealed class ObjectNodeModelTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Change_RandomMembers_MatchesList(int hashing) => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(60).WithEndSize(1500),
        Prop.ForAll(ArbMap.Default.ArbFor<int[]>(), seeds => Run(seeds, hashing)));

    [Fact]
    public void Order_QueueThatMovesOn_IsThatOfAdding()
    {
        ObjectNode node = ObjectNode.Empty;
        Queue<string> model = [];
        for (int number = 0; number < 5_000; number++)
        {
            byte[] key = Encoding.UTF8.GetBytes($"k{number}");
            node = node.Add(key, KeyHash.Of(key), null, number + 1, 0);
            model.Enqueue($"k{number}");

            // The window grows, stays, and shrinks to where the leaves are few.
            while (model.Count > (number < 4_000 ? 300 : 40))
            {
                byte[] first = Encoding.UTF8.GetBytes(model.Dequeue());
                node = node.Remove(in node.Find(first, KeyHash.Of(first)), number + 1, 0);
            }

            if (number % 100 != 0) continue;
            Assert.Equal(model, ObjectOrder.Entries(node).Select(entry => Encoding.UTF8.GetString(entry.Key)));
        }
    }

    private static void Run(int[] seeds, int hashing)
    {
        ObjectNode node = ObjectNode.Empty;
        List<(string Name, object? Value)> model = [];
        long revision = 0;
        for (int step = 0; step < seeds.Length; step++)
        {
            // The first part grows, the last part shrinks, so that leaves split and merge.
            int phase = step * 3 / seeds.Length;
            Random random = new(seeds[step] + step);
            string name = "k" + random.Next(phase == 0 ? 2_000 : 200);
            object? value = random.Next(3) == 0
                ? Value.Parse(random.Next(2) == 0 ? "[[]]" : "{}").Node
                : Value.From(step).Node;
            bool isRemoval = random.Next(4) < phase + 1;
            node = Step(node, model, isRemoval && model.Count > 0 ? model[random.Next(model.Count)].Name : name,
                isRemoval, value, ++revision, hashing);
        }

        while (model.Count > 0)
            node = Step(node, model, model[model.Count * 7 / 13].Name, true, null, ++revision, hashing);
        Assert.Equal(2, node.Size);
        Assert.IsType<ObjectEntry[]>(node.Root);
    }

    private static ObjectNode Step(
        ObjectNode node, List<(string Name, object? Value)> model, string name, bool isRemoval, object? value,
        long revision, int hashing)
    {
        byte[] key = Encoding.UTF8.GetBytes(name);
        int hash = Hash(key, hashing);
        int at = model.FindIndex(member => member.Name == name);
        ref readonly ObjectEntry entry = ref node.Find(key, hash);
        Assert.Equal(at < 0, Unsafe.IsNullRef(in entry));
        if (at < 0 && !isRemoval)
        {
            node = node.Add(key, hash, value, revision, 0);
            model.Add((name, value));
        }
        else if (at >= 0 && isRemoval)
        {
            node = node.Remove(in entry, revision, 0);
            model.RemoveAt(at);
        }
        else if (at >= 0)
        {
            node = node.Set(in entry, value, revision, 0);
            model[at] = (name, value);
        }

        AssertSame(node, model);
        return node;
    }

    private static void AssertSame(ObjectNode node, List<(string Name, object? Value)> model)
    {
        Assert.Equal(model.Count, node.Count);
        ReadOnlySpan<ObjectEntry> entries = ObjectOrder.Of(node);
        Assert.Equal(model.Count, entries.Length);
        for (int index = 0; index < entries.Length; index++)
        {
            Assert.Equal(model[index].Name, Encoding.UTF8.GetString(entries[index].Key));
            Assert.Same(model[index].Value, entries[index].Value);
        }

        if (model.Count == 0)
            return;
        Assert.Equal(model[^1].Name, Encoding.UTF8.GetString(node.Last.Key));
        int height = 1 + model.Max(member => Holdfast.Documents.NodeSize.Height(member.Value));
        Assert.Equal(height, node.Height);
        long size = 1 + model.Sum(member => member.Name.Length + 4 + Holdfast.Documents.NodeSize.Of(member.Value));
        Assert.Equal(size, node.Size);
    }

    private static int Hash(byte[] key, int hashing) => hashing switch
    {
        0 => KeyHash.Of(key),
        1 => 42,
        2 => KeyHash.Of(key) & 3,
        _ => KeyHash.Of(key) & unchecked((int)0xE0000000),
    };
}
