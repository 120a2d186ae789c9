using Holdfast.Documents.Patches;

namespace Holdfast.Tests.States;

/// <content>Watches of a place in an array, before which items come and go.</content>
public abstract partial class StateContract
{
    // Where the same text stood again after a shift, what had been done to the item before was told.
    [Theory]
    [InlineData("[5,5]", "/a/0", """[{"op":"remove","path":"/a/0"}]""")]
    [InlineData("""[{"n":1},{"n":1}]""", "/a/0/n", """[{"op":"remove","path":"/a/0"}]""")]
    [InlineData("""[{"n":1}]""", "/a/0/n", """[{"op":"add","path":"/a/0","value":{"n":1}}]""")]
    [InlineData("""[{"n":1}]""", "/a/0/n",
        """[{"op":"add","path":"/a/0","value":{"n":2}},{"op":"remove","path":"/a/0"}]""")]
    [InlineData("[1]", "/a/1", """[{"op":"add","path":"/a/1","value":2},{"op":"remove","path":"/a/0"}]""")]
    public void Watch_SameTextAfterAShift_TellsNothing(string array, string path, string patch)
    {
        Shop["/a"] = Value.Parse(array);
        using Watch watch = Shop.Watch((StatePath)path);
        using Watch withEqual = Shop.Watch(new WatchOptions { Paths = [path], IncludesEqual = true });
        bool wasThere = Shop.Exists(path);

        Shop.Apply(Patch.Parse(patch));

        Assert.False(watch.TryNext(out _));
        Assert.Equal(wasThere, withEqual.TryNext(out Commit? equal));
        Assert.Equal(wasThere ? 1 : 0, equal?.Changes.Count ?? 0);
    }
}
