using System.Threading.Channels;
using Holdfast.Immutable;
using Holdfast.Tests.Logs.File;

namespace Holdfast.Tests.Immutable;

public sealed class FilePathCellTests : PathCellContract
{
    private readonly TestFolder _folder = new();

    [Fact]
    public async Task Update_OfSeveralProcesses_OneIsKilled_LosesNothingThatWasAcknowledged()
    {
        StateCell<int> cell = State.GetCell("/counter", 0);
        Channel<(int Old, int Next)> seen = NewChannel<(int, int)>();
        using IDisposable observing = cell.AddObserver((old, next) => seen.Writer.TryWrite((old, next)));
        using ChildProcess first = new("count-cell", _folder.Store, "cells");
        using ChildProcess second = new("count-cell", _folder.Store, "cells");
        for (int i = 0; i < 50; i++)
        {
            first.ReadLine();
            second.ReadLine();
            cell.Update(count => count + 1);
        }

        long most = Math.Max(first.Kill().DefaultIfEmpty().Max(), second.Kill().DefaultIfEmpty().Max());
        int count = cell.Update(count => count + 1);
        Assert.True(count > most, $"{count} > {most}");
        Assert.Equal(count, cell.Generation);
        (int Old, int Next)[] changes = await ReadAsync(seen, count);
        Assert.Equal(Enumerable.Range(0, count).Select(i => (i, i + 1)), changes);
    }

    [Fact]
    public void Current_StoreOpenedAgain_IsAsItWas()
    {
        State.GetCell("/cell", new Counter(0)).Replace(new Counter(5, "kept"));
        base.CleanUp();
        using Store again = Store.Open(_folder.Store);
        StateCell<Counter> cell = again.GetState("cells").GetCell("/cell", new Counter(0));
        Assert.Equal(new CellVersion<Counter>(new Counter(5, "kept"), 1), cell.Version);
    }

    protected override Store OpenStore() => Store.Open(_folder.Store);

    protected override void CleanUp()
    {
        base.CleanUp();
        _folder.Dispose();
    }
}
