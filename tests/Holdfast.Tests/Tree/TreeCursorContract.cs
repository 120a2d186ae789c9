using Holdfast.Errors;
using Holdfast.Tree;

namespace Holdfast.Tests.Tree;

/// <summary>What a cursor does on every kind of tree.</summary>
public abstract partial class TreeCursorContract
{
    protected abstract TreeCursor NewTree();

    [Fact]
    public void Write_FilesOfEveryKind_AreReadAsWritten()
    {
        TreeCursor tree = NewTree();
        tree.MakeAndMoveTo("a");
        tree.MakeDirectories("b", "c");
        tree.MoveTo("b");
        Value[] values = [10, "text", Value.Parse("[1,2]"), Value.Null, Value.Parse("""{"k":[{}]}""")];
        for (int at = 0; at < values.Length; at++) tree.Write("file" + at, values[at]);

        Assert.All(values, (value, at) => Assert.Equal(value, tree.Read($"/a/b/file{at}")));
        Assert.Equal("/a/b", tree.WorkingPath);
    }

    [Theory]
    [InlineData("/nowhere")]
    [InlineData("nowhere")]
    [InlineData("../nowhere")]
    [InlineData("file")]
    public void TryMoveTo_NoDirectory_StaysWhereItIs(string path)
    {
        TreeCursor tree = NewTree();
        tree.MakeAndMoveTo("/a/b");
        tree.Write("file", 1);

        Assert.False(tree.TryMoveTo(path));
        Assert.Equal("/a/b", tree.WorkingPath);
        Assert.Equal(ErrorCode.PathNotFound, Assert.Throws<PathNotFoundException>(() => tree.MoveTo(path)).Code);
    }

    [Theory]
    [InlineData("..", "/a")]
    [InlineData("../../..", "/")]
    [InlineData("../c", "/a/c")]
    [InlineData("../b/./../c", "/a/c")]
    [InlineData("/a//c", "/a/c")]
    [InlineData("/a/c/", "/a/c")]
    [InlineData(".", "/a/b")]
    [InlineData("", "/a/b")]
    [InlineData("/", "/")]
    public void TryMoveTo_RelativeAndAbsolute_FollowsThePath(string path, string expected)
    {
        TreeCursor tree = NewTree();
        tree.MakeDirectory("/a/c");
        tree.MakeAndMoveTo("/a/b");

        Assert.True(tree.TryMoveTo(path));
        Assert.Equal(expected, tree.WorkingPath);
    }

    [Fact]
    public void MoveToRoot_Anywhere_IsAtTheRoot()
    {
        TreeCursor tree = NewTree();
        tree.MakeAndMoveTo("/a/b");
        tree.MoveToRoot();

        Assert.Equal("/", tree.WorkingPath);
        Assert.True(tree.Current.IsRoot);
    }

    [Fact]
    public void GetPathComponent_CountsFromTheRoot()
    {
        TreeCursor tree = NewTree();
        tree.MakeAndMoveTo("/a/b/a");

        Assert.Equal(["", "a", "b", "a", "/a/b/a"], Enumerable.Range(0, 5).Select(tree.GetPathComponent));
        Assert.Equal([1, 3], tree.FindPathComponent("a"));
        Assert.Empty(tree.FindPathComponent("x"));
        Assert.Throws<ArgumentOutOfRangeException>(() => tree.GetPathComponent(-1));
    }

    [Fact]
    public void MakeDirectories_AllThere_IsFalseAndKeepsThem()
    {
        TreeCursor tree = NewTree();
        Assert.True(tree.MakeDirectories("a", "b"));
        tree.Write("/a/x", 1);

        Assert.False(tree.MakeDirectories("a", "b"));
        Assert.True(tree.MakeDirectories("a", "c"));
        Assert.Equal(1, tree.Read("/a/x"));
        Assert.True(tree.IsDirectory("c"));
    }

    [Fact]
    public void MakeDirectories_OneNameIsAFile_MakesNone()
    {
        TreeCursor tree = NewTree();
        tree.Write("b", 1);

        Assert.Equal(
            ErrorCode.WrongKind, Assert.Throws<HoldfastOperationException>(() => tree.MakeDirectories("a", "b")).Code);
        Assert.False(tree.Exists("a"));
    }

    [Fact]
    public void MakeDirectory_Root_DoesNothing()
    {
        TreeCursor tree = NewTree();
        tree.MakeDirectory("/");

        Assert.Empty(tree.List("/").Directories);
    }

    [Fact]
    public void Write_MissingDirectory_IsMadeAndNothingIsWrittenElsewhere()
    {
        TreeCursor tree = NewTree();
        tree.MakeAndMoveTo("/here");
        tree.Write("/there/below/file", 1);

        Assert.Equal(1, tree.Read("/there/below/file"));
        Assert.Empty(tree.GetEntries());
    }

    [Fact]
    public void Write_NameWithASlash_StaysOneName()
    {
        TreeCursor tree = NewTree();
        tree.Write("/a/usr~1bin", 1);
        tree.Write(StatePath.Root / "a" / "..", 2);

        Assert.Equal(["usr/bin", ".."], tree.List("/a").Files.Select(file => file.Key));
        Assert.Equal(1, tree.Read("/a/usr~1bin"));
        Assert.Equal(ErrorCode.MalformedPath, Assert.Throws<HoldfastArgumentException>(() => tree.Read("/a/~")).Code);
    }

    [Fact]
    public void Remove_Directory_TakesAllBelowItAlong()
    {
        TreeCursor tree = NewTree();
        tree.Write("/a/b/c/file", 1);
        tree.Write("/a/x", 1);

        Assert.True(tree.Remove("/a/x"));
        Assert.False(tree.Exists("/a/x"));
        Assert.True(tree.Remove("/a/b"));
        Assert.False(tree.TryMoveTo("/a/b/c"));
        Assert.False(tree.IsDirectory("/a/b"));
        Assert.Equal(["", "/a"], tree.GetDirectories().Select(path => path.ToString()));
        Assert.False(tree.Remove("/a/b"));
    }

    [Fact]
    public void Append_TextListAndNumber_AreJoined()
    {
        TreeCursor tree = NewTree();
        tree.MakeAndMoveTo("a");
        tree.WriteAll(["text", "list", "number"], ["ab", Value.Parse("[1]"), 0.1m]);
        tree.Append("text", "cd");
        tree.Append("list", Value.Parse("[2,3]"));
        tree.Append("list", 4);
        tree.Append("number", 0.2m);

        Assert.Equal(Value.Parse("""{"text":"abcd","list":[1,2,3,4],"number":0.3}"""), tree.Read("/a"));
        Assert.Throws<PathNotFoundException>(() => tree.Append("absent", 1));
        Assert.Equal(
            ErrorCode.WrongKind, Assert.Throws<HoldfastOperationException>(() => tree.Append("text", 1)).Code);
    }

    [Fact]
    public void WriteAll_AnotherNumberOfValues_IsRefused()
    {
        TreeCursor tree = NewTree();

        Assert.Throws<ArgumentException>(() => tree.WriteAll(["a", "b"], [1]));
        Assert.Empty(tree.GetEntries());
    }

    [Fact]
    public void Merge_NestedObjects_KeepsWhatIsNotNamed()
    {
        TreeCursor tree = NewTree();
        tree.Merge(Value.Parse("""
            {"root":{"dir1":{"one":"First","two":"Second"}},"leaf":1,"empty":{},"a/b":{"c":2}}
            """));
        tree.Merge(Value.Parse("""{"dir1":{"two":2}}"""), "/root");

        Assert.Equal("First", tree.Read("/root/dir1/one"));
        Assert.Equal(2, tree.Read("/root/dir1/two"));
        Assert.Equal(1, tree.Read("/leaf"));
        Assert.Equal(Value.EmptyObject, tree.Read("/empty"));
        Assert.Equal(2, tree.Read("/a~1b/c"));
    }

    [Fact]
    public void TryCopyTo_OtherTree_IsTheSamePathBelowItsRootAndOfItsOwn()
    {
        TreeCursor tree = NewTree();
        TreeCursor other = new();
        tree.Merge(Value.Parse("""{"a":{"b":{"list":[1]}}}"""));

        Assert.True(tree.TryCopyTo("/a", other, "/root"));
        tree.Append("/a/b/list", 2);
        Assert.Equal(Value.Parse("""{"root":{"a":{"b":{"list":[1]}}}}"""), other.Read("/"));
        Assert.False(tree.TryCopyTo("/nowhere", other));
    }

    [Fact]
    public void Fork_CursorsOfSeveralThreads_NeverWriteIntoAnothersPlace()
    {
        TreeCursor tree = NewTree();
        Parallel.For(0, 4, worker =>
        {
            TreeCursor own = tree.Fork();
            for (int round = 0; round < 50; round++)
            {
                own.MakeAndMoveTo($"/w{worker}/r{round}");
                own.Write("mine", worker);
            }
        });

        foreach (StatePath file in tree.GetFiles())
        {
            Assert.Equal("w" + tree.Read(file.ToString()), file[0]);
        }

        Assert.Equal(200, tree.GetFiles().Count());
    }
}
