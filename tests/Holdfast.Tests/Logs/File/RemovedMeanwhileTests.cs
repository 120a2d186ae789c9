namespace Holdfast.Tests.Logs.File;

/// <summary>Looking after a store goes on while namespaces come and go.</summary>
public sealed class RemovedMeanwhileTests : IDisposable
{
    private const int Rounds = 100;
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // A namespace that was removed between being listed and being looked at ended the whole of it with an error.
    [Theory]
    [InlineData("compact")]
    [InlineData("backup")]
    [InlineData("status")]
    [InlineData("check")]
    public async Task Maintain_NamespaceIsRemovedMeanwhile_IsPassedOver(string what)
    {
        CancellationToken token = TestContext.Current.CancellationToken;
        using Store store = Store.Open(_folder.Store);
        store.GetState("stays")["/x"] = 1;
        bool isEnd = false;
        Task churn = Task.Run(
            () =>
            {
                while (!Volatile.Read(ref isEnd))
                {
                    store.GetState("goes")["/x"] = 1;
                    store.Remove("goes");
                }
            },
            token);
        try
        {
            for (int round = 0; round < Rounds; round++)
            {
                await MaintainAsync(store, what, Path.Combine(_folder.Root, $"backup{round}"), token);
            }
        }
        finally
        {
            Volatile.Write(ref isEnd, true);
            await churn;
        }
    }

    private static async Task MaintainAsync(Store store, string what, string target, CancellationToken token)
    {
        switch (what)
        {
            case "compact":
                store.Compact();
                break;
            case "status":
                Assert.Contains(store.GetStatus().Namespaces, status => status.Name == "stays");
                break;
            case "check":
                Assert.Empty(store.Check());
                break;
            default:
                await store.BackupAsync(target, token);
                using (Store copy = Store.Open(target))
                {
                    Assert.Equal(1, copy.GetState("stays").Get<int>("/x"));
                    Assert.Empty(copy.Check());
                }

                break;
        }
    }
}
