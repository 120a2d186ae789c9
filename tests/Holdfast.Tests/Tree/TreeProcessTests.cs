using System.Globalization;
using Holdfast.Tests.Logs.File;
using Holdfast.Tree;

namespace Holdfast.Tests.Tree;

/// <summary>A cursor on a state whose process is killed with SIGKILL in the middle of writing.</summary>
public sealed class TreeProcessTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Process_KilledWhileItWrites_LosesNothingThatItToldAndHalvesNoStep()
    {
        using Store store = Store.Open(_folder.Store);
        TreeCursor tree = new(store.GetState("trees"));
        tree.Mount("/mounted", store.GetState("mounted"));
        Random random = new(5);
        for (int kill = 0; kill < 5; kill++)
        {
            using ChildProcess writer = new("write-tree", _folder.Store);
            int told = 0;
            for (int line = random.Next(1, 6); line > 0; line--)
                told = int.Parse(writer.ReadLine(), CultureInfo.InvariantCulture);
            told = (int)writer.Kill().DefaultIfEmpty(told).Max();
            AssertWhole(tree.Read("/"), told);
        }
    }

    private static void AssertWhole(Value tree, int told)
    {
        int number = tree["a"]["number"].As<int>();
        Assert.InRange(number, told, told + 1);
        Assert.Equal(number, tree["b"]["number"].As<int>());
        Assert.All(tree["many"].As<int[]>(), each => Assert.Equal(number, each));

        // The mounted side is a step of its own, after this one.
        int mounted = tree["mounted"]["deep"]["x"].As<int>();
        Assert.InRange(mounted, told, number);
        Assert.All(tree["mounted"]["deep"]["y"].As<int[]>(), each => Assert.Equal(mounted, each));
    }
}
