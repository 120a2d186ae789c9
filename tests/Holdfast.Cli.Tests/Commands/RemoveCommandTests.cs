using Holdfast.Cli.Commands;

namespace Holdfast.Cli.Tests.Commands;

public sealed class RemoveCommandTests : ShellTest
{
    [Fact]
    public void Remove_Several_IsOneCommit()
    {
        Do("set /a 1 /b 2 /c 3");
        Assert.Equal("revision 2\n", Do("rm /a /b"));
        Assert.Equal("{\"c\":3}\n", Do("get"));
    }

    [Fact]
    public void Remove_OneMissing_RemovesNothing()
    {
        Do("set /a 1");
        Run("rm /a /nope").AssertFails(1, "HF0004", "nothing was removed");
        Assert.Equal("{\"revision\":1,\"value\":{\"a\":1}}\n", Do("get --json"));
    }

    [Fact]
    public void Remove_SeveralItems_MeansTheIndicesThatWere()
    {
        Do("set /l '[0,1,2,3,4,5,6,7,8,9,10,11]'");
        Do("rm /l/2 /l/0 /l/10");
        Assert.Equal("[1,3,4,5,6,7,8,9,11]\n", Do("get /l"));
    }

    [Fact]
    public void Remove_ParentAndChild_RemovesBoth()
    {
        Do("set /a/b 1 /c 1");
        Do("rm /a /a/b");
        Assert.Equal("{\"c\":1}\n", Do("get"));
    }

    [Fact]
    public void Remove_TheWhole_Exits2() => Run("rm /").AssertFails(2, "HF0060");

    [Theory]
    [InlineData("/a/10", "/a/9")]
    [InlineData("/a/b", "/a")]
    [InlineData("/a/2/x", "/a/1")]
    [InlineData("/a/2/x", "/a/2")]
    public void Order_LaterItemsAndChildren_ComeFirst(string first, string second)
    {
        Assert.True(RemovalOrder.Compare(StatePath.Parse(first), StatePath.Parse(second)) < 0);
        Assert.True(RemovalOrder.Compare(StatePath.Parse(second), StatePath.Parse(first)) > 0);
    }
}
