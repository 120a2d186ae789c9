using System.Text;
using Holdfast.Processes.Wire;

namespace Holdfast.Processes.Tests.Wire;

/// <summary>What a writer of the framework wrote is read as it was.</summary>
public sealed class MessageReaderTests
{
    [Theory]
    [InlineData("")]
    [InlineData("plain")]
    [InlineData("ünïcode ☃ \ud83d\ude00")]
    public void Read_AllThatAWriterWrote_GivesItBack(string text)
    {
        Guid id = Guid.NewGuid();
        string lengthy = new('x', 70_000);
        using MemoryStream stream = new();
        using BinaryWriter writer = new(stream, Encoding.UTF8);
        writer.Write(true);
        writer.Write((byte)7);
        writer.Write(-3);
        writer.Write(long.MinValue);
        writer.Write(0.25);
        writer.Write(id.ToByteArray());
        writer.Write(text);
        writer.Write(lengthy);
        writer.Write([1, 2, 3]);
        MessageReader reader = new(stream.ToArray());
        Assert.True(reader.ReadBoolean());
        Assert.Equal(7, reader.ReadByte());
        Assert.Equal(-3, reader.ReadInt32());
        Assert.Equal(long.MinValue, reader.ReadInt64());
        Assert.Equal(0.25, reader.ReadDouble());
        Assert.Equal(id, reader.ReadGuid());
        Assert.Equal(text, reader.ReadText());
        Assert.Equal(lengthy, reader.ReadText());
        Assert.False(reader.IsAtEnd);
        Assert.Equal([1, 2, 3], reader.ReadBytes(3));
        Assert.True(reader.IsAtEnd);
    }

    [Fact]
    public void Read_MessageThatEndsTooEarly_ThrowsAndIsOver()
    {
        MessageReader reader = new(new byte[] { 200, 1, 65 });
        Assert.Throws<EndOfStreamException>(() => reader.ReadText());
        Assert.True(reader.IsAtEnd);
        Assert.Throws<EndOfStreamException>(() => new MessageReader(new byte[3]).ReadInt32());
        Assert.Throws<EndOfStreamException>(() => new MessageReader(new byte[3]).ReadBytes(-1));
    }
}
