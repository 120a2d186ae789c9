using FsCheck;
using FsCheck.Fluent;
using Holdfast.Commits;
using Holdfast.Errors;

namespace Holdfast.Tests.Commits;

/// <summary>Paths in payloads: written without their text, and read with the names of the path before.</summary>
public sealed class PayloadPathTests
{
    private static readonly string[] Names =
    [
        "", "a", "b", "items", "0", "-", "~", "/", "~1", "a/b~", " ", "ü", "日本", "~/ü",
    ];

    [Fact]
    public void Path_WrittenAndReadInAnyOrder_IsTheSame() => Check.One(
        Config.QuickThrowOnFailure,
        Prop.ForAll(ArbMap.Default.ArbFor<int[][]>(), seeds =>
        {
            StatePath[] paths = [.. seeds.Select(ToPath)];
            PayloadWriter writer = new();
            PayloadCache cache = new();
            foreach (StatePath path in paths) writer.Path(path);
            PayloadReader reader = new(writer.Written, cache);
            foreach (StatePath path in paths)
            {
                StatePath read = reader.Path();
                Assert.Equal(path, read);
                Assert.Equal(path.ToString(), read.ToString());
                Assert.Equal(NamesOf(path), NamesOf(read));
            }

            Assert.True(reader.IsAtEnd);
        }));

    [Fact]
    public void Path_ParsedOrText_HasTheSameBytes()
    {
        foreach (string pointer in (string[])["", "/", "/a", "/a~1b/m~0n", "/ü/0", "//", "/a//b"])
        {
            PayloadWriter parsed = new();
            parsed.Path(StatePath.Parse(pointer));
            PayloadWriter text = new();
            text.Path(pointer);
            Assert.Equal(text.Written.ToArray(), parsed.Written.ToArray());
        }
    }

    [Fact]
    public void Path_LikeTheOneBefore_SharesWhatIsEqual()
    {
        PayloadCache cache = new();
        StatePath first = cache.Path("/queue/items/a"u8);
        Assert.Same(first.Node, cache.Path("/queue/items/a"u8).Node);
        StatePath second = cache.Path("/queue/claims/a"u8);
        Assert.Same(first.Segments[0].Name, second.Segments[0].Name);
        Assert.Same(first.Segments[2].Name, second.Segments[2].Name);
        Assert.Equal("/queue", cache.Path("/queue"u8).ToString());
        Assert.Equal("/queue/items/a", first.ToString());
    }

    [Theory]
    [InlineData("/a~2")]
    [InlineData("/a/~")]
    [InlineData("a/b")]
    public void Path_Malformed_IsRefused(string text) => Assert.Equal(
        ErrorCode.MalformedPath,
        Assert.Throws<HoldfastArgumentException>(
            () => new PayloadCache().Path(System.Text.Encoding.UTF8.GetBytes(text))).Code);

    private static IEnumerable<byte[]> NamesOf(StatePath path) => path.Segments.Select(segment => segment.Name);

    private static StatePath ToPath(int[] seeds) => seeds.Take(4).Aggregate(
        StatePath.Root, (path, seed) => path / Names[(int)((uint)seed % (uint)Names.Length)]);
}
