namespace Holdfast.Tests.Logs.File.Native;

/// <summary>Paths that are not short ASCII reach the system as they are.</summary>
public sealed class PathMarshallerTests
{
    [Theory]
    [InlineData("Zoë/日本")]
    [InlineData("é")]
    public void Open_FolderWithAnyName_IsThatFolder(string name) => AssertIsOpenedAt(name);

    [Fact]
    public void Open_PathsAroundTheLengthOfTheBuffer_AreThoseFolders() => Assert.All(
        Enumerable.Range(20, 60), length => AssertIsOpenedAt($"{new string('a', 150)}/{new string('b', length)}"));

    [Fact]
    public void Open_VeryLongPath_IsThatFolder() =>
        AssertIsOpenedAt(string.Join('/', Enumerable.Repeat(new string('ö', 100), 8)));

    private static void AssertIsOpenedAt(string name)
    {
        using TestFolder folder = new();
        string path = Path.Combine(folder.Root, name);
        using (Store store = Store.Open(path)) store.GetState("shop")["/tea"] = 3;
        Assert.True(System.IO.File.Exists(Path.Combine(path, "store.json")));
        using Store again = Store.Open(path);
        Assert.Equal(3, (int)again.GetState("shop")["/tea"]);
    }
}
