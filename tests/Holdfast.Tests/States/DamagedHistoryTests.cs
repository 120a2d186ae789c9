using System.Text;
using Holdfast.Errors;
using Holdfast.Tests.Logs.File;

namespace Holdfast.Tests.States;

/// <summary>What can still be read when an old record cannot.</summary>
public sealed class DamagedHistoryTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // It always looked sixty-four commits back, and failed at what lay there.
    [Fact]
    public void Newest_OldRecordIsDamaged_GivesTheCommitsBehindIt()
    {
        using (Store store = Store.Open(_folder.Store))
        {
            State shop = store.GetState("shop");
            for (int number = 1; number <= 7; number++)
            {
                shop["/a"] = $"value {number}";
                if (number == 5) store.Compact();
            }
        }

        BreakRecordOf("value 2");
        using Store again = Store.Open(_folder.Store);
        State state = again.GetState("shop");

        Assert.Equal("value 7", state["/a"]);
        Assert.Equal([7], state.Newest(1).Select(commit => commit.Revision.Number));
        Assert.Equal([7, 6], state.Newest(2).Select(commit => commit.Revision.Number));
        Assert.Equal(ErrorCode.Damaged, Assert.Throws<HoldfastException>(() => state.Newest(7)).Code);
    }

    private void BreakRecordOf(string text)
    {
        string segment = Directory.GetFiles(_folder.Store, "*.log", SearchOption.AllDirectories).Single();
        int place = File.ReadAllBytes(segment).AsSpan().IndexOf(Encoding.UTF8.GetBytes(text));
        TestFiles.Flip(segment, place);
    }
}
