using Holdfast.Logs.File.Live;

namespace Holdfast.Tests.Logs.File.Live;

/// <summary>The word that says which process has a writer lock.</summary>
public sealed class WriterWordTests
{
    [Theory]
    [InlineData(0, 0u)]
    [InlineData(0, 1u)]
    [InlineData(LiveLayout.MaxProcesses - 1, 1u)]
    [InlineData(LiveLayout.MaxProcesses - 1, (1u << 21) - 2)]
    [InlineData(0, (1u << 21) - 1)]
    [InlineData(5, uint.MaxValue)]
    public void Make_AnyEntryAndCount_IsPositiveAndKeepsTheEntry(int entry, uint claims)
    {
        int word = WriterWord.Make(entry, claims);
        Assert.True(word > 0);
        Assert.Equal(entry, WriterWord.EntryOf(word));
    }

    [Fact]
    public void Make_ClaimsThatFollowEachOther_NeverGiveTheSameWord()
    {
        uint[] counts = [0, 1, 2, (1u << 21) - 2, (1u << 21) - 1, 1u << 21, uint.MaxValue - 1];
        Assert.All(counts, count => Assert.NotEqual(WriterWord.Make(7, count), WriterWord.Make(7, count + 1)));
    }
}
