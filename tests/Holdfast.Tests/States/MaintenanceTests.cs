namespace Holdfast.Tests.States;

public sealed class MaintenanceTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("holdfast-care-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task BackupAsync_RunningStore_OpensAtItsLastCommitAndGoesOnWithAGap()
    {
        using Store store = Store.Open(Path.Combine(_folder, "store"));
        State shop = store.GetState("shop");
        shop["/a"] = 1;
        Revision last = shop.Set("/a", 2);

        await store.BackupAsync(Path.Combine(_folder, "copy"), TestContext.Current.CancellationToken);
        shop["/a"] = 3;

        using Store copy = Store.Open(Path.Combine(_folder, "copy"));
        State restored = copy.GetState("shop");
        Assert.Equal(2, restored.Get<int>("/a"));
        Assert.True(restored.Set("/a", 9) > shop.Revision);
        Assert.Equal(2, restored.SnapshotAt(last).Get<int>("/a"));
        Assert.Equal(2, restored.SnapshotAt(restored.Revision.Previous).Get<int>("/a"));
    }

    [Fact]
    public void Compact_KeepsNoMoreThanRetention_AndTellsTheOldest()
    {
        var options = new StoreOptions { Retention = new Retention { Bytes = 0 } };
        using Store store = Store.Open(Path.Combine(_folder, "store"), options);
        State shop = store.GetState("shop");
        string filler = new('x', 1000);
        for (int number = 0; number < 500; number++)
        {
            shop["/a"] = filler + number;
        }

        store.Compact();

        Assert.True(shop.OldestRevision > new Revision(1));
        Assert.Equal(filler + 499, shop.Get<string>("/a"));
        var trimmed = Assert.Throws<Holdfast.Errors.HoldfastOperationException>(() => shop.SnapshotAt(new Revision(1)));
        Assert.Equal(Holdfast.Errors.ErrorCode.TrimmedRevision, trimmed.Code);
        Assert.Contains(shop.OldestRevision.ToString(), trimmed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SetRetention_Everything_BeatsTheOptionsOfWhoeverTrims()
    {
        var options = new StoreOptions { Retention = new Retention { Bytes = 0 } };
        using Store store = Store.Open(Path.Combine(_folder, "store"), options);
        State shop = store.GetState("shop");
        store.SetRetention("shop", Retention.Everything);
        string filler = new('x', 1000);
        for (int number = 0; number < 500; number++)
        {
            shop["/a"] = filler + number;
        }

        store.Compact();

        Assert.Equal(new Revision(1), shop.OldestRevision);
        Assert.Equal(filler + 0, shop.SnapshotAt(new Revision(1)).Get<string>("/a"));
    }

    [Theory]
    [InlineData("memory:")]
    [InlineData(null)]
    public void SetRetention_NamespaceThatIsMissing_IsMadeAndStillGetsItsInitialValues(string? address)
    {
        using Store store = Store.Open(address ?? Path.Combine(_folder, "store"));
        Assert.Null(store.GetRetention("shop"));
        store.SetRetention("shop", null);
        Assert.Empty(store.Namespaces);
        Assert.True(store.TrySetRetention("shop", Retention.Everything));
        Assert.False(store.TrySetRetention("shop", new Retention()));
        Assert.Equal(Retention.Everything, store.GetRetention("shop"));
        State shop = store.GetState("shop", Value.Parse("""{"a":1}"""));
        shop["/b"] = 2;
        Assert.Equal(1, shop.Get<int>("/a"));
        Assert.True(store.Remove("shop"));
        Assert.Null(store.GetRetention("shop"));
        Assert.True(store.TrySetRetention("shop", Retention.Everything));
    }

    [Fact]
    public void SetRetention_NameOfOurs_IsRefused()
    {
        using Store store = Store.Open("memory:");
        Assert.Throws<Holdfast.Errors.HoldfastArgumentException>(() => store.SetRetention("$readers", null));
        Assert.Throws<Holdfast.Errors.HoldfastArgumentException>(() => store.GetRetention("$readers"));
    }

    [Fact]
    public void Check_IntactStore_FindsNothing()
    {
        using Store store = Store.Open(Path.Combine(_folder, "store"));
        store.GetState("shop")["/a"] = 1;

        Assert.Empty(store.Check());
    }

    [Fact]
    public void GetStatus_OpenStore_TellsRevisionsAndProcesses()
    {
        using Store store = Store.Open(Path.Combine(_folder, "store"));
        State shop = store.GetState("shop");
        shop["/a"] = 1;
        shop.Flush();

        StoreStatus status = store.GetStatus();

        NamespaceStatus named = Assert.Single(status.Namespaces);
        Assert.Equal(("shop", new(1), new(1)), (named.Name, named.NewestRevision, named.DurableRevision));
        Assert.Equal(shop.DurableRevision, shop.Revision);
        Assert.Contains(status.Processes, process => process.ProcessId == Environment.ProcessId);
    }

    [Fact]
    public void Open_AfterClose_HasTheDocumentAndItsHistory()
    {
        Revision last;
        using (Store first = Store.Open(Path.Combine(_folder, "store")))
        {
            State shop = first.GetState("shop");
            shop["/a"] = 1;
            last = shop.Set("/a", 2);
            first.Compact();
            shop["/b"] = 3;
        }

        using Store again = Store.Open(Path.Combine(_folder, "store"));
        State reopened = again.GetState("shop");
        Assert.Equal("""{"a":2,"b":3}""", reopened.Snapshot().Root.ToString());
        Assert.Equal(last, reopened.Blame("/a")!.Revision);
        Assert.Equal([1, 2, 3], reopened.History().Select(commit => (int)commit.Revision.Number));
        Assert.Equal(new Revision(4), reopened.Set("/a", 5));
    }
}
