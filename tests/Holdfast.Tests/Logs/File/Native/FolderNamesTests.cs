using Holdfast.Errors;
using Holdfast.Logs.File.Native;

namespace Holdfast.Tests.Logs.File.Native;

public sealed class FolderNamesTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(3000)]
    public void List_SoManyNames_AreAllThereInOrdinalOrder(int count)
    {
        using TestFolder folder = new();
        string[] names = [.. Enumerable.Range(0, count).Select(index => $"{"aZ9-é"[index % 5]}{index * 7919 % 3001}")];
        foreach (string name in names) System.IO.File.WriteAllText(Path.Combine(folder.Root, name), "");
        Assert.Equal(names.Order(StringComparer.Ordinal), FolderNames.List(folder.Root));
    }

    [Fact]
    public void List_FoldersLinksAndOddNames_AreGivenAsTheyAre()
    {
        using TestFolder folder = new();
        string[] names = ["...", ".hidden", "日本", new('n', 255)];
        foreach (string name in names) Directory.CreateDirectory(Path.Combine(folder.Root, name));
        System.IO.File.CreateSymbolicLink(Path.Combine(folder.Root, "link"), "/nowhere");
        Assert.Equal([.. names.Append("link").Order(StringComparer.Ordinal)], FolderNames.List(folder.Root));
    }

    [Fact]
    public void List_NoFolder_IsACodedError()
    {
        using TestFolder folder = new();
        HoldfastException missing = Assert.Throws<HoldfastException>(() => FolderNames.List(folder.Store));
        Assert.Equal((ErrorCode.StoreReplaced, folder.Store), (missing.Code, missing.File));
        System.IO.File.WriteAllText(folder.Store, "");
        HoldfastException file = Assert.Throws<HoldfastException>(() => FolderNames.List(folder.Store));
        Assert.Equal(ErrorCode.NotAStore, file.Code);
    }
}
