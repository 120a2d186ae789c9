using Holdfast.Cli.Execution;

namespace Holdfast.Cli.Tests.Execution;

public sealed class PlaceTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("holdfast-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("short")]
    [InlineData("Zoë 日本")]
    [InlineData("~x")]
    public void Exists_AnyKind_SaysWhatTheFrameworkSays(string name)
    {
        string path = Path.Combine(_folder, name);
        AssertExists(false, path);
        File.WriteAllText(path, "");
        AssertExists(true, path);
        File.Delete(path);
        File.CreateSymbolicLink(path, "/nowhere");
        AssertExists(true, path);
        File.Delete(path);
        Directory.CreateDirectory(path);
        AssertExists(true, path);
    }

    [Fact]
    public void Exists_PathsAroundTheLengthOfTheBuffer_SaysWhatTheFrameworkSays()
    {
        string parent = Directory.CreateDirectory(Path.Combine(_folder, new string('a', 150))).FullName;
        for (int length = parent.Length + 2; length < 270; length++)
        {
            string path = Path.Combine(parent, new string('b', length - parent.Length - 1));
            AssertExists(false, path);
            File.WriteAllText(path, "");
            AssertExists(true, path);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("\0")]
    [InlineData("/\0")]
    public void Exists_NoPath_IsFalse(string path) => AssertExists(false, path);

    [Theory]
    [InlineData("x")]
    [InlineData("Zoë")]
    public void Exists_PathThatCannotBeLookedAt_IsTrue(string name)
    {
        string loop = Path.Combine(_folder, "loop");
        File.CreateSymbolicLink(loop, loop);
        Assert.True(Place.Exists(Path.Combine(loop, name)));
        Assert.False(Place.Exists(Path.Combine(_folder, "file", name)));
        File.WriteAllText(Path.Combine(_folder, "file"), "");
        Assert.False(Place.Exists(Path.Combine(_folder, "file", name)));
    }

    [Theory]
    [InlineData("memory:", true)]
    [InlineData("a:b", true)]
    [InlineData("/a/b", false)]
    [InlineData("", false)]
    public void HasScheme_Colon_IsOne(string address, bool expected) =>
        Assert.Equal(expected, Place.HasScheme(address));

    private static void AssertExists(bool expected, string path)
    {
        Assert.Equal(expected, Path.Exists(path));
        Assert.Equal(expected, Place.Exists(path));
    }
}
