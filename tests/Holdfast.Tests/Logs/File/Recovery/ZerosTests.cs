using Holdfast.Logs.File.Recovery;

namespace Holdfast.Tests.Logs.File.Recovery;

public sealed class ZerosTests
{
    [Fact]
    public void CountAtStart_EachLengthAndPlace_IsThePlace()
    {
        for (int count = 0; count <= 40; count++)
        {
            for (int place = 0; place <= 40; place++)
            {
                byte[] bytes = new byte[41];
                bytes[place] = 1;
                Assert.Equal(Math.Min(place, count), Zeros.CountAtStart(bytes, count));
            }
        }
    }

    [Fact]
    public void CountAtStart_NoBytes_IsNone() => Assert.Equal(0, Zeros.CountAtStart([], 0));
}
