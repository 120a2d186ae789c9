using Holdfast.Errors;
using Holdfast.Tree;

namespace Holdfast.Tests.Tree;

/// <content>Looking at what is there.</content>
public abstract partial class TreeCursorContract
{
    [Fact]
    public void Draw_DirectoriesInDirectories_ShowsThem()
    {
        TreeCursor tree = NewTree();
        tree.MakeAndMoveTo("a");
        tree.MakeDirectories("b", "c");
        tree.MoveTo("b");
        tree.MakeDirectories("d", "e");
        tree.MoveTo("d");
        tree.MakeDirectories("h", "i");
        tree.MoveTo("/a/b/e");
        tree.MakeDirectories("j", "k");

        Assert.Equal(
            """
            o---/
                +---+
                    o---a
                        +---+
                            o---b
                            |   +---+
                            |       o---d
                            |       |   +---+
                            |       |       o---h
                            |       |       o---i
                            |       o---e
                            |           +---+
                            |               o---j
                            |               o---k
                            o---c

            """.ReplaceLineEndings("\n"),
            tree.ToString());
    }

    [Fact]
    public void DrawDirectory_DirectoriesBelow_ShowTheirNamesOnly()
    {
        TreeCursor tree = NewTree();
        tree.Merge(Value.Parse("""{"a":{"x":1,"b":{"y":2}}}"""));

        Assert.Equal("o---a\n    +--x                 1\n    +---+\n        o---b\n", tree.DrawDirectory("/a"));
    }

    [Fact]
    public void IsDirectory_IsFile_TellExactlyWhatIsThere()
    {
        TreeCursor tree = NewTree();
        tree.Write("/a/b/file1", 1);

        Assert.True(tree.IsFile("/a/b/file1"));
        Assert.False(tree.IsFile("/a/b/fil"));
        Assert.False(tree.IsDirectory("/a/b/file1"));
        Assert.True(tree.IsDirectory("/a/b/"));
        Assert.True(tree.IsDirectory("/"));
        Assert.False(tree.IsFile("/a"));
        Assert.True(tree.Exists("a/b"));
        Assert.False(tree.Exists("a/c"));
        Assert.Equal("/", tree.WorkingPath);
    }

    [Fact]
    public void List_Directory_TellsDirectoriesAndFilesApart()
    {
        TreeCursor tree = NewTree();
        tree.Merge(Value.Parse("""{"d1":{},"f1":1,"d2":{"x":1},"f2":[{}]}"""));
        TreeListing listing = tree.List();

        Assert.Equal(["d1", "d2"], listing.Directories);
        Assert.Equal(["f1", "f2"], listing.Files.Select(file => file.Key));
        Assert.Equal("d1\nd2", listing.ToString());
        Assert.Equal(["f1", "f2", "d1", "d2"], tree.GetEntries().Select(entry => entry.Key));
        Assert.Throws<PathNotFoundException>(() => tree.List("/nowhere"));
        Assert.Throws<PathNotFoundException>(() => tree.List("/f1"));
    }

    [Fact]
    public void GetDirectories_GetFiles_AreInPreOrder()
    {
        TreeCursor tree = NewTree();
        tree.Merge(Value.Parse("""{"a":{"b":{"x":1},"y":2,"c":{}},"z":3}"""));

        Assert.Equal(["", "/a", "/a/b", "/a/c"], tree.GetDirectories().Select(path => path.ToString()));
        Assert.Equal(["/a/b/x", "/a/y", "/z"], tree.GetFiles().Select(path => path.ToString()));
        Assert.Equal(["/a/b/x", "/a/y"], tree.GetFiles("a").Select(path => path.ToString()));
        Assert.Empty(tree.GetDirectories("/nowhere"));
    }

    [Fact]
    public void Explore_FunctionThatSaysNo_IsNotCalledBelow()
    {
        TreeCursor tree = NewTree();
        tree.Merge(Value.Parse("""{"a":{"b":{}},"c":{"d":{"e":{}}}}"""));
        List<string> visited = [];

        Assert.True(tree.Explore(path =>
        {
            visited.Add(path.ToString());
            return path.ToString() != "/a";
        }));
        Assert.Equal(["", "/a", "/c", "/c/d", "/c/d/e"], visited);
        Assert.False(tree.Explore(_ => true, "/nowhere"));
        Assert.False(tree.Explore(_ => false, "/c"));
    }

    [Fact]
    public void FindViolations_Rules_TellsWhatIsMissingOrTooMuch()
    {
        TreeCursor tree = NewTree();
        tree.Merge(Value.Parse("""{"a":{"bad":1}}"""));
        tree.SetRules(tree.GetRules("/a").Require("name", "age").Forbid("bad"), "/a");

        Assert.Equal(["/a/name", "/a/age", "/a/bad"], tree.FindViolations().Select(path => path.ToString()));
        tree.WriteAll(["name", "age"], ["x", 1], "/a");
        tree.Remove("/a/bad");
        Assert.Empty(tree.FindViolations());
        tree.SetRules(TreeRules.None.Require("more"), "/a");
        Assert.Equal(["/a/more"], tree.FindViolations("/a").Select(path => path.ToString()));
    }
}
