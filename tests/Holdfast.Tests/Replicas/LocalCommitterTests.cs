namespace Holdfast.Tests.Replicas;

/// <summary>How the writers of one process share its right to commit.</summary>
public sealed class LocalCommitterTests
{
    // Who waited for a turn on a thread of the pool committed, and left those that had queued up meanwhile alone.
    [Fact]
    public async Task SetAsync_BesideWritersThatWaitedForATurn_IsNeverLeftInTheQueue()
    {
        CancellationToken token = TestContext.Current.CancellationToken;
        using Store store = Store.Open("memory:");
        State shop = store.GetState("shop");
        for (int round = 0; round < 300; round++)
        {
            Task exclusive = Task.Run(() => shop.Exclusive(tx => tx["/turn"] = round), token);
            Task[] writers = [.. Enumerable.Range(0, 8)
                .Select(each => Task.Run(async () => await shop.SetAsync($"/w{each}", round, token: token), token))];
            await Task.WhenAll([exclusive, .. writers]).WaitAsync(TimeSpan.FromSeconds(10), token);
        }
    }
}
