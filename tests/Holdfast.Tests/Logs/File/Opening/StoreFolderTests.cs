using Holdfast.Logs.File.Opening;

namespace Holdfast.Tests.Logs.File.Opening;

public sealed class StoreFolderTests
{
    [Theory]
    [InlineData("/a/b")]
    [InlineData("/a/b/")]
    [InlineData("/a//b")]
    [InlineData("//a")]
    [InlineData("/a/./b")]
    [InlineData("/a/../b")]
    [InlineData("/a/.b")]
    [InlineData("/a/b.c")]
    [InlineData("/")]
    [InlineData("/.")]
    [InlineData("a")]
    [InlineData("./a")]
    [InlineData("../a")]
    [InlineData("é/b")]
    [InlineData("/é/..")]
    public void FullPath_AnyPath_IsTheFrameworks(string path) =>
        Assert.Equal(Path.GetFullPath(path), StoreFolder.FullPath(path));

    [Fact]
    public void FullPath_ZeroInside_IsRefusedAsTheFrameworkDoes() =>
        Assert.Throws<ArgumentException>(() => StoreFolder.FullPath("/a\0b"));
}
