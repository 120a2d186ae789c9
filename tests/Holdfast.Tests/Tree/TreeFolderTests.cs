using Holdfast.Errors;
using Holdfast.Tests.Logs.File;
using Holdfast.Tree;

namespace Holdfast.Tests.Tree;

public sealed class TreeFolderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("holdfast-folder-").FullName;

    private string Target => Path.Combine(_folder, "saved");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Save_ThenLoad_GivesAnEqualTree()
    {
        TreeCursor tree = new(Value.Parse("""
            {"a":{"b":{"list":[1,{"x":null}],"text":"z"},"empty":{}},"n":1.50,
             "usr/bin":{"..":1,"":2,"100%":3,".hidden":4}}
            """));
        tree.Save(Target);

        Assert.Equal(tree.Read("/"), TreeCursor.Load(Target).Read("/"));
        Assert.Equal("\"z\"", File.ReadAllText(Path.Combine(Target, "a", "b", "text")).Trim());
        Assert.True(File.Exists(Path.Combine(Target, "usr%2fbin", "%2e.")));
    }

    [Fact]
    public void Save_PartOfATree_KeepsItsPath()
    {
        TreeCursor tree = new(Value.Parse("""{"a":{"b":{"x":1}},"c":2}"""));
        tree.Save(Target, "/a/b");

        Assert.Equal(Value.Parse("""{"a":{"b":{"x":1}}}"""), TreeCursor.Load(Target).Read("/"));
        Assert.Throws<PathNotFoundException>(() => tree.Save(Target, "/nowhere"));
    }

    [Fact]
    public void Save_WithAMount_SavesWhatIsMounted()
    {
        TreeCursor tree = new();
        tree.Mount("/m", new TreeCursor(Value.Parse("""{"x":1}""")));
        tree.Save(Target);

        Assert.Equal(Value.Parse("""{"m":{"x":1}}"""), TreeCursor.Load(Target).Read("/"));
    }

    [Fact]
    public void Save_FolderIsThere_RefusesOrOverwritesAsAsked()
    {
        TreeCursor tree = new(Value.Parse("""{"a":{"x":1}}"""));
        tree.Save(Target);
        File.WriteAllText(Path.Combine(Target, "other"), "2");
        tree.Write("/a/x", 7);

        HoldfastOperationException refused = Assert.Throws<HoldfastOperationException>(() => tree.Save(Target));
        Assert.Equal(ErrorCode.TreeNotSaved, refused.Code);
        Assert.Equal(1, TreeCursor.Load(Target).Read("/a/x"));
        tree.Save(Target, "/", TreeSaveMode.Overwrite);
        Assert.Equal(Value.Parse("""{"a":{"x":7},"other":2}"""), TreeCursor.Load(Target).Read("/"));
    }

    [Fact]
    public void Save_FolderWhereAFileBelongs_IsRefused()
    {
        Directory.CreateDirectory(Path.Combine(Target, "a"));
        TreeCursor tree = new(Value.Parse("""{"a":1}"""));

        Assert.Equal(
            ErrorCode.TreeNotSaved,
            Assert.Throws<HoldfastOperationException>(() => tree.Save(Target, "/", TreeSaveMode.Overwrite)).Code);
    }

    [Fact]
    public void Save_NameTooLongForAFile_SaysSo()
    {
        TreeCursor tree = new(Value.Parse("""{"a":1,"b":{"c":2}}"""));
        tree.Write(StatePath.Root / "d" / new string('n', 300), 1);

        Assert.Equal(ErrorCode.TreeNotSaved, Assert.Throws<HoldfastOperationException>(() => tree.Save(Target)).Code);
        Assert.Empty(Directory.GetFileSystemEntries(_folder));

        Directory.CreateDirectory(Target);
        HoldfastOperationException refused = Assert.Throws<HoldfastOperationException>(
            () => tree.Save(Target, "/", TreeSaveMode.Overwrite));
        Assert.Equal(ErrorCode.TreeNotSaved, refused.Code);
        Assert.Empty(Directory.GetFileSystemEntries(Target));
    }

    // Half a tree was there, loaded as if it were whole, and kept the next save out.
    [Fact]
    public void Save_KilledInTheMiddle_LeavesWholeTreesOnly()
    {
        Random random = new(5);
        for (int round = 0; round < 6; round++)
        {
            string folder = Path.Combine(_folder, $"round{round}");
            using ChildProcess saver = new("save-trees", folder);
            for (int line = random.Next(1, 4); line > 0; line--) saver.ReadLine();
            Thread.Sleep(random.Next(8));
            int saved = saver.Kill().Count;
            string[] trees = [.. Directory.GetDirectories(folder).Where(tree => !IsUnfinished(tree))];
            Assert.InRange(trees.Length, saved + 1, saved + 5);
            Value first = TreeCursor.Load(trees[0]).Read("/");
            Assert.Equal(10, first.Count);
            Assert.All(trees, tree => Assert.Equal(first, TreeCursor.Load(tree).Read("/")));
            Assert.Equal(trees.Length, TreeCursor.Load(folder).Read("/").Count);

            // What the killed one left is in nobody's way.
            new TreeCursor(first).Save(Path.Combine(folder, $"{trees.Length}"));
            Assert.Equal(first, TreeCursor.Load(Path.Combine(folder, $"{trees.Length}")).Read("/"));
            Assert.DoesNotContain(Directory.GetDirectories(folder), IsUnfinished);
        }

        static bool IsUnfinished(string tree) => tree.EndsWith("%new", StringComparison.Ordinal);
    }

    [Fact]
    public void Load_NoFolderBrokenJsonOrLink_IsRefusedByName()
    {
        AssertNotLoaded("saved");
        Directory.CreateDirectory(Target);
        string file = Path.Combine(Target, "x");
        File.WriteAllText(file, "{");
        AssertNotLoaded("x");
        File.Delete(file);
        File.CreateSymbolicLink(file, Target);
        AssertNotLoaded("link");
    }

    private void AssertNotLoaded(string named)
    {
        HoldfastOperationException refused = Assert.Throws<HoldfastOperationException>(() => TreeCursor.Load(Target));
        Assert.Equal(ErrorCode.TreeNotLoaded, refused.Code);
        Assert.Contains(named, refused.Message, StringComparison.Ordinal);
    }
}
