using Holdfast.Errors;

namespace Holdfast.Tests.States;

/// <summary>What names a store.</summary>
public sealed class AddressTests
{
    [Fact]
    public void Open_MemoryWithoutAName_IsAnotherEachTime()
    {
        using Store first = Store.Open("memory:");
        using Store second = Store.Open("memory:");
        first.GetState("a")["/n"] = 1;
        Assert.False(second.GetState("a").Exists("/n"));
    }

    [Fact]
    public void Open_MemoryWithAName_IsTheSameForAllThatNameIt()
    {
        string address = $"memory:{Guid.NewGuid()}";
        using Store first = Store.Open(address);
        using Store second = Store.Open(address);
        first.GetState("a")["/n"] = 1;
        Assert.Equal(1, second.GetState("a").Get<int>("/n"));
    }

    [Theory]
    [InlineData("tcp://0.0.0.0:50001", "'tcp'")]
    [InlineData("ipc:///home/username/my_endpoint", "'ipc'")]
    [InlineData("", "empty")]
    public void Open_AddressOfNoEngine_IsRefusedByName(string address, string named)
    {
        var refused = Assert.Throws<HoldfastArgumentException>(() => Store.Open(address));
        Assert.Equal(ErrorCode.BadAddress, refused.Code);
        Assert.Contains(named, refused.Message, StringComparison.Ordinal);
    }
}
