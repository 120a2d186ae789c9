using Holdfast.Tree;

namespace Holdfast.Tests.Tree;

public sealed class TextBlockTests
{
    [Theory]
    [InlineData("a\nb", 1, 4, " ", "     a\n     b")]
    [InlineData("a\nb\n", 2, 1, "|", " | |a\n | |b\n")]
    [InlineData("a", 0, 4, " ", "a")]
    [InlineData("", 3, 8, " ", "")]
    public void Indent_Lines_AreAllMoved(string text, int tabs, int tabLength, string boundary, string expected) =>
        Assert.Equal(expected, TextBlock.Indent(text, tabs, tabLength, boundary));
}
