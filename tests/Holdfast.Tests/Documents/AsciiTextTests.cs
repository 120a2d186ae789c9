using System.Text;
using Holdfast.Documents;

namespace Holdfast.Tests.Documents;

public sealed class AsciiTextTests
{
    [Theory]
    [InlineData("")]
    [InlineData("root")]
    [InlineData("\0\u007F")]
    [InlineData("Zoë")]
    [InlineData("日本")]
    [InlineData("a\U0001F600")]
    public void ToText_Utf8_IsTheText(string text)
    {
        Assert.Equal(text, AsciiText.ToText(Encoding.UTF8.GetBytes(text)));
        string @long = string.Concat(Enumerable.Repeat(text + "-", 200));
        Assert.Equal(@long, AsciiText.ToText(Encoding.UTF8.GetBytes(@long)));
    }

    [Fact]
    public void ToText_EachLengthAroundTheBound_IsTheText() => Assert.All(Enumerable.Range(120, 20), length =>
        Assert.Equal(new string('x', length), AsciiText.ToText(Encoding.UTF8.GetBytes(new string('x', length)))));

    [Fact]
    public void ToText_NotUtf8_IsReplacedAsTheFrameworkDoes()
    {
        byte[] bytes = [0x61, 0xFF, 0xC3, 0x62];
        Assert.Equal(Encoding.UTF8.GetString(bytes), AsciiText.ToText(bytes));
    }
}
