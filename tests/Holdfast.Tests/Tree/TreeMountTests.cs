using Holdfast.Errors;
using Holdfast.Tree;

namespace Holdfast.Tests.Tree;

public sealed class TreeMountTests : IDisposable
{
    private readonly Store _store = Store.Open("memory:");

    public void Dispose() => _store.Dispose();

    [Fact]
    public void Mount_State_ReadsAndWritesPassThroughBothWays()
    {
        State state = _store.GetState("s");
        state["/x/y"] = 1;
        TreeCursor tree = new(Value.Parse("""{"own":0}"""));
        tree.Mount("/m/s", state);

        Assert.Equal(1, tree.Read("/m/s/x/y"));
        tree.Write("/m/s/x/z", 2);
        Assert.Equal(2, state["/x/z"]);
        state["/x/y"] = 3;
        tree.MoveTo("/m/s/x");
        Assert.Equal(3, tree.Read("y"));
        Assert.True(tree.Remove("y"));
        Assert.False(state.Exists("/x/y"));
        Assert.Equal(Value.Parse("""{"own":0,"m":{"s":{"x":{"z":2}}}}"""), tree.Read("/"));
        Assert.Equal(["/own", "/m/s/x/z"], tree.GetFiles().Select(path => path.ToString()));
        Assert.Contains("o---x", tree.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Mount_OverAnEntry_HidesItUntilItIsUnmounted()
    {
        TreeCursor tree = new(Value.Parse("""{"a":{"old":1}}"""));
        tree.Mount("/a", new TreeCursor(Value.Parse("""{"new":2}""")));

        Assert.Equal(Value.Parse("""{"new":2}"""), tree.Read("/a"));
        Assert.Equal(["/a"], tree.Mounts.Select(path => path.ToString()));
        Assert.True(tree.Unmount("/a"));
        Assert.Equal(Value.Parse("""{"old":1}"""), tree.Read("/a"));
        Assert.False(tree.Unmount("/a"));
    }

    [Fact]
    public void Mount_TreeThatHasMounts_ShowsThemToo()
    {
        TreeCursor inner = new(), middle = new(), outer = new();
        inner.Write("/deep", 1);
        middle.Mount("/i", inner);
        middle.Write("/own", 2);
        outer.Mount("/m", middle);

        Assert.Equal(Value.Parse("""{"m":{"own":2,"i":{"deep":1}}}"""), outer.Read("/"));
        outer.Merge(Value.Parse("""{"m":{"own":3,"i":{"deep":4}}}"""));
        Assert.Equal(3, middle.Read("/own"));
        Assert.Equal(4, inner.Read("/deep"));
        Assert.False(inner.Exists("/own"));
    }

    // Where something was mounted below, each entry was a step of its own.
    [Fact]
    public void Merge_OverAMount_IsOneStepOnEachSide()
    {
        State outer = _store.GetState("outer"), inner = _store.GetState("inner");
        TreeCursor tree = new(outer);
        tree.Mount("/d/m", inner);

        tree.Merge(Value.Parse("""{"a":1,"d":{"b":2,"m":{"c":3,"d":4}},"e":5}"""));
        Assert.Equal((1L, 1L), (outer.Revision.Number, inner.Revision.Number));
        Assert.Equal(Value.Parse("""{"a":1,"d":{"b":2,"m":{"c":3,"d":4}},"e":5}"""), tree.Read("/"));
    }

    [Fact]
    public void Mount_PlaceOfAnotherCursor_ShowsThatDirectory()
    {
        TreeCursor other = new(Value.Parse("""{"a":{"b":1}}"""));
        other.MoveTo("/a");
        TreeCursor tree = new();
        tree.Mount("linked", other);

        Assert.Equal(1, tree.Read("/linked/b"));
    }

    [Fact]
    public void MountChildren_Directory_ShowsEachOfItsDirectoriesBesideWhatIsThere()
    {
        State state = _store.GetState("s");
        state["/top"] = Value.Parse("""{"file":0,"a":{"x":1},"b":{"y":2}}""");
        TreeCursor other = new(state);
        other.MoveTo("/top");
        TreeCursor tree = new(Value.Parse("""{"own":3}"""));

        Assert.Equal(["/a", "/b"], tree.MountChildren("/", other).Select(path => path.ToString()));
        Assert.Equal(Value.Parse("""{"own":3,"a":{"x":1},"b":{"y":2}}"""), tree.Read("/"));
        tree.Write("/a/x", 4);
        state["/top/b/z"] = 5;
        Assert.Equal((4, 5), (state.Get<int>("/top/a/x"), tree.Read("/b/z").As<int>()));
        Assert.True(tree.Unmount("/a"));
        Assert.Equal(["/b"], tree.Mounts.Select(path => path.ToString()));
    }

    [Fact]
    public void MountChildren_OneIsRefused_MountsNone()
    {
        TreeCursor tree = new(), other = new(Value.Parse("""{"a":{},"b":{}}"""));
        tree.Mount("/b", new TreeCursor());

        AssertRefused(() => tree.MountChildren("/", other));
        Assert.Equal(["/b"], tree.Mounts.Select(path => path.ToString()));
        AssertRefused(() => other.MountChildren("/a", other));
        Assert.Empty(other.Mounts);
    }

    [Fact]
    public void Mount_WithinItself_IsRefused()
    {
        State state = _store.GetState("s");
        TreeCursor tree = new(state), twin = new(state), one = new(), two = new();

        AssertRefused(() => tree.Mount("/a/b", tree));
        AssertRefused(() => tree.Mount("/a/b", twin));
        AssertRefused(() => tree.Mount("/a/b", state.GetSection("/a")));
        tree.Mount("/c", state.GetSection("/a"));
        one.Mount("/two", two);
        AssertRefused(() => two.Mount("/one", one));
        AssertRefused(() => two.Mount("/deep/one", one));
    }

    [Fact]
    public void Mount_TakenPlaceOrRoot_IsRefused()
    {
        TreeCursor tree = new();
        tree.Mount("/a", new TreeCursor());

        AssertRefused(() => tree.Mount("/a", new TreeCursor()));
        AssertRefused(() => tree.Mount("/", new TreeCursor()));
    }

    [Fact]
    public void Remove_MountOrWhatHoldsOne_IsRefusedAndChangesNothing()
    {
        TreeCursor other = new(Value.Parse("""{"kept":1}"""));
        TreeCursor tree = new();
        tree.Mount("/a/b", other);

        AssertRefused(() => tree.Remove("/a/b"));
        AssertRefused(() => tree.Remove("/a"));
        AssertRefused(() => tree.Write("/a", 1));
        Assert.Equal(1, other.Read("/kept"));
        Assert.True(tree.Remove("/a/b/kept"));
    }

    private static void AssertRefused(Action mount) =>
        Assert.Equal(ErrorCode.MountRefused, Assert.Throws<HoldfastOperationException>(mount).Code);
}
