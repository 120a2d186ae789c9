using Holdfast.Documents;

namespace Holdfast.Tests.Documents;

public sealed class NodeSizeTests
{
    /// <summary>Short texts are looked at in words that overlap: each byte is tried at each place.</summary>
    [Fact]
    public void IndexOfEscaped_EachByteAtEachPlace_IsAsALoopFindsIt()
    {
        for (int length = 1; length <= 20; length++)
        {
            for (int place = 0; place < length; place++)
            {
                for (int code = 0; code < 256; code++)
                {
                    byte[] text = [.. Enumerable.Repeat((byte)'a', length)];
                    text[place] = (byte)code;
                    bool isEscaped = code is < ' ' or '"' or '\\';
                    Assert.Equal(isEscaped ? place : -1, NodeSize.IndexOfEscaped(text));
                }
            }
        }
    }

    [Fact]
    public void IndexOfEscaped_BytesAtRandom_IsAsALoopFindsIt()
    {
        Random random = new(20_261_128);
        byte[] some = [0, 1, 31, 32, 33, 34, 35, 91, 92, 93, 127, 128, 160, 162, 220, 255];
        for (int round = 0; round < 20_000; round++)
        {
            byte[] text = new byte[random.Next(20)];
            for (int index = 0; index < text.Length; index++) text[index] = some[random.Next(some.Length)];
            Assert.Equal(
                Array.FindIndex(text, code => code is < 32 or (byte)'"' or (byte)'\\'), NodeSize.IndexOfEscaped(text));
        }
    }
}
