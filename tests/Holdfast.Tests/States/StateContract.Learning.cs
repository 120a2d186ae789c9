namespace Holdfast.Tests.States;

/// <content>What a function learns in other ways than by reading a path counts as read too.</content>
public abstract partial class StateContract
{
    // A value that has no members has no shape that could change, so it passed for the container of before.
    [Fact]
    public void GetCount_ContainerBecomesAScalar_RunsAgain()
    {
        Shop["/a"] = Value.Parse("""{"x":0,"y":1}""");
        Learn(tx => tx.GetCount("/a"), () => ChangeFromOutside("/a", 7));
        Assert.Equal("""{"a":7,"learned":0}""", Shop.Snapshot().ToString());
    }

    [Fact]
    public void Merge_ContainerBecomesAScalar_RunsAgain()
    {
        Shop["/a"] = Value.Parse("""{"x":0}""");
        Learn(tx =>
        {
            tx.Merge("/a", Value.Parse("""{"z":1}"""));
            return 0;
        }, () => ChangeFromOutside("/a", 7));
        Assert.Equal("""{"z":1}""", Shop["/a"].ToString());
    }

    /// <summary>
    /// Keeps what a function learns, while something happens after it learned that for the first time.
    /// </summary>
    /// <returns>How often the function ran.</returns>
    private int Learn(Func<Transaction, int> learn, Action meanwhile)
    {
        int runs = 0;
        Shop.Atomic(tx =>
        {
            int learned = learn(tx);
            if (++runs == 1) meanwhile();
            tx["/learned"] = learned;
        });
        return runs;
    }
}
