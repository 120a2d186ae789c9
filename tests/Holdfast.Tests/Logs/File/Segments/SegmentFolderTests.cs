using System.Globalization;
using Holdfast.Logs.File.Segments;

namespace Holdfast.Tests.Logs.File.Segments;

public sealed class SegmentFolderTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(65536)]
    [InlineData(long.MaxValue)]
    public void NumberText_Number_HasTwentyDigitsAndComesBack(long number)
    {
        using TestFolder folder = new();
        string text = SegmentFolder.NumberText(number);
        Assert.Equal(number.ToString("D20", CultureInfo.InvariantCulture), text);
        System.IO.File.WriteAllText(Path.Combine(folder.Root, text + ".log"), "");
        Assert.Equal([number], SegmentFolder.ListBases(folder.Root));
    }

    [Theory]
    [InlineData("7.log")]
    [InlineData("0000000000000000007.log")]
    [InlineData("000000000000000000007.log")]
    [InlineData("0000000000000000000x.log")]
    [InlineData("+0000000000000000007.log")]
    [InlineData("09223372036854775808.log")]
    [InlineData("99999999999999999999.log")]
    [InlineData("00000000000000000007.logs")]
    [InlineData(".log")]
    [InlineData("log")]
    public void ListBases_NameThatIsNoNumber_IsLeftOut(string name)
    {
        using TestFolder folder = new();
        System.IO.File.WriteAllText(Path.Combine(folder.Root, name), "");
        Assert.Empty(SegmentFolder.ListBases(folder.Root));
    }
}
