using FsCheck;
using FsCheck.Fluent;
using Holdfast.Documents;
using Holdfast.Documents.Arrays;

namespace Holdfast.Tests.Documents.Arrays;

/// <summary>Random changes of one array against a list.</summary>
public sealed class ArrayNodeModelTests
{
    [Fact]
    public void Change_RandomItems_MatchesList() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(60).WithEndSize(3000),
        Prop.ForAll(ArbMap.Default.ArbFor<int[]>(), seeds => Run(seeds)));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(32)]
    [InlineData(33)]
    [InlineData(1024)]
    [InlineData(1025)]
    [InlineData(100_000)]
    public void Build_AnyCount_HoldsAllInOrder(int count)
    {
        ArrayItem[] items = [.. Enumerable.Range(0, count)
            .Select(index => new ArrayItem(Value.From(index).Node, index))];
        AssertSame(ArrayNode.Build(items), [.. items]);
    }

    private static void Run(int[] seeds)
    {
        ArrayNode node = ArrayNode.Empty;
        List<ArrayItem> model = [];
        for (int step = 0; step < seeds.Length; step++)
        {
            int phase = step * 3 / seeds.Length;
            Random random = new(seeds[step] + step);
            ArrayItem item = new(
                random.Next(3) == 0
                ? Value.Parse(random.Next(2) == 0 ? "[[]]" : "{}").Node
                : Value.From(step).Node, step);
            int choice = random.Next(6);
            if (choice < phase + 1 && model.Count > 0)
            {
                int index = random.Next(model.Count);
                node = node.Remove(index, step, 0);
                model.RemoveAt(index);
            }
            else if (choice == 4 && model.Count > 0)
            {
                int index = random.Next(model.Count);
                node = node.Set(index, item.Value, step, 0);
                model[index] = item;
            }
            else
            {
                int index = random.Next(2) == 0 ? model.Count : random.Next(model.Count + 1);
                node = node.Insert(index, item.Value, step, 0);
                model.Insert(index, item);
            }

            AssertSame(node, model);
        }

        while (model.Count > 0)
        {
            node = node.Remove(model.Count / 2, 0, 0);
            model.RemoveAt(model.Count / 2);
            Assert.Equal(model.Count, node.Count);
        }

        Assert.Equal(2, node.Size);
        Assert.Equal(1, node.Height);
    }

    private static void AssertSame(ArrayNode node, List<ArrayItem> model)
    {
        Assert.Equal(model.Count, node.Count);
        int next = 0;
        foreach (ref readonly ArrayItem item in node)
        {
            Assert.Equal(model[next], item);
            Assert.Equal(model[next], node[next]);
            next++;
        }

        Assert.Equal(model.Count, next);
        Assert.Equal(1 + model.Select(item => NodeSize.Height(item.Value)).DefaultIfEmpty(0).Max(), node.Height);
        Assert.Equal(2 + Math.Max(0, model.Count - 1) + model.Sum(item => NodeSize.Of(item.Value)), node.Size);
    }
}
