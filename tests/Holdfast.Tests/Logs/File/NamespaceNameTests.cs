using Holdfast.Errors;
using Holdfast.Logs.File;
using Holdfast.Logs.File.Namespaces;

namespace Holdfast.Tests.Logs.File;

/// <summary>No name leaves the store's folder, and no two names meet.</summary>
public sealed class NamespaceNameTests
{
    [Theory]
    [InlineData("orders", "orders")]
    [InlineData("a-b_9", "a-b_9")]
    [InlineData("Orders", "%4Frders")]
    [InlineData(".", "%2E")]
    [InlineData("..", "%2E%2E")]
    [InlineData("../../etc/passwd", "%2E%2E%2F%2E%2E%2Fetc%2Fpasswd")]
    [InlineData("a\0b", "a%00b")]
    [InlineData("%2F", "%252%46")]
    [InlineData("é", "%C3%A9")]
    [InlineData("$readers", "%24readers")]
    public void ToFolder_AnyName_IsEscaped(string name, string folder) =>
        Assert.Equal(folder, NamespaceName.ToFolder(name));

    [Fact]
    public void ToFolder_NamesThatDifferOnlyInUnicodeForm_Differ() =>
        Assert.NotEqual(NamespaceName.ToFolder("\u00e9"), NamespaceName.ToFolder("e\u0301"));

    [Fact]
    public void ToFolder_LongNames_FitAndDiffer()
    {
        string first = new('É', NamespaceName.MaxLength);
        string second = first[..^1] + "é";
        Assert.InRange(NamespaceName.ToFolder(first).Length, 1, 200);
        Assert.NotEqual(NamespaceName.ToFolder(first), NamespaceName.ToFolder(second));
    }

    [Fact]
    public void ToFolder_EmptyOrHalfACharacter_IsRefused() => Assert.All(["", "half \ud800 a character"], name =>
        Assert.Equal(
            ErrorCode.InvalidName, Assert.Throws<HoldfastArgumentException>(() => NamespaceName.ToFolder(name)).Code));

    [Fact]
    public void ToFolder_TooLong_IsRefused() =>
        Assert.Throws<HoldfastArgumentException>(
            () => NamespaceName.ToFolder(new string('a', NamespaceName.MaxLength + 1)));

    [Fact]
    public void CreateLog_StrangeNames_StayInTheStoreAndAreListed()
    {
        string[] names = ["..", "/", "a/b", "A", "a", "nul\0", "ünï", new string('Ä', 200), "tmp.tmp"];
        using var folder = new TestFolder();
        using (FileLogStore store = FileLogStore.Open(folder.Store, new FileLogOptions()))
        {
            foreach (string name in names)
            {
                TestRecords.Append(store.CreateLog(name), 1);
            }
        }

        Assert.Equal(folder.Store, Assert.Single(Directory.GetFileSystemEntries(folder.Root)));
        using FileLogStore again = FileLogStore.Open(folder.Store, new FileLogOptions());
        Assert.Equal(names.Order(StringComparer.Ordinal), again.ListNamespaces());
        Assert.All(names, name => Assert.Equal([1], TestRecords.ReadRevisions(again.OpenLog(name)!)));
    }
}
