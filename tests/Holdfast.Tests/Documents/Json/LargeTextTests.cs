using System.Text;
using Holdfast.Documents;
using Holdfast.Errors;

namespace Holdfast.Tests.Documents.Json;

/// <summary>
/// A hundred megabytes of text have an answer, and soon: neither a stack overflow nor an endless loop.
/// </summary>
public sealed class LargeTextTests
{
    private const int Bytes = 100_000_000;

    [Fact]
    public void Parse_OneLongString_IsTaken()
    {
        byte[] text = Filled((byte)'x');
        text[0] = text[^1] = (byte)'"';

        Assert.Equal(Bytes - 2, Encoding.UTF8.GetByteCount((string)Value.Parse(text)!));
    }

    [Fact]
    public void Parse_SpaceAroundAValue_IsTaken()
    {
        byte[] text = Filled((byte)' ');
        text[Bytes / 2] = (byte)'7';

        Assert.Equal(7, (int)Value.Parse(text));
    }

    [Theory]
    [InlineData('[', ErrorCode.TooDeep)]
    [InlineData('1', ErrorCode.NumberOutOfBounds)]
    [InlineData(' ', ErrorCode.MalformedJson)]
    [InlineData('"', ErrorCode.MalformedJson)]
    [InlineData('{', ErrorCode.MalformedJson)]
    [InlineData('\0', ErrorCode.MalformedJson)]
    public void Parse_TheSameByteAgainAndAgain_IsRefused(char unit, ErrorCode code)
    {
        byte[] text = Filled((byte)unit);

        Assert.Equal(code, Assert.Throws<HoldfastFormatException>(() => Value.Parse(text)).Code);
        using var stream = new MemoryStream(text);
        Assert.Equal(code, Assert.Throws<HoldfastFormatException>(() => Value.Parse(stream)).Code);
    }

    [Fact]
    public void Set_ValueOneBeyondARecord_IsRefusedAndChangesNothing()
    {
        using Store store = Store.Open("memory:");
        State state = store.GetState("large");
        byte[] text = new byte[DocumentLimits.MaxRecordBytes + 3];
        Array.Fill(text, (byte)'x');
        text[0] = text[^1] = (byte)'"';
        Value value = Value.Parse(text);

        var refused = Assert.ThrowsAny<Exception>(() => state.Set("/a", value));

        Assert.Equal(ErrorCode.RecordTooLarge, Assert.IsAssignableFrom<IHoldfastError>(refused).Code);
        Assert.Equal(Revision.Zero, state.Revision);
    }

    private static byte[] Filled(byte unit)
    {
        byte[] text = new byte[Bytes];
        Array.Fill(text, unit);
        return text;
    }
}
